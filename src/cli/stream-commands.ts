import { toVisible } from '../stream/name-look.js';
import { CommandFailed } from './command-failed.js';
import { type GatewayClient, Unreachable } from './gateway-client.js';
import { parseDuration } from './duration.js';
import { type NamedStream } from './forbidden-lookalike.js';
import { type Terminal } from './terminal.js';

/** What a command that acts on one stream works with. */
export interface StreamCommand {
  readonly client: GatewayClient;
  readonly stream: NamedStream;
  readonly terminal: Terminal;
}

interface ShownAction {
  readonly kind: string;
  readonly outcome: string;
  readonly by: string;
  readonly reason: string | null;
  readonly startedAt: string;
}

interface ShownStream extends NamedStream {
  readonly status: string | null;
  readonly publishedAt: string | null;
  readonly forbiddenUntil: string | null;
  readonly actions: { readonly edges: readonly { readonly node: ShownAction }[] } | null;
}

/** `status`: what a stream is doing, and what was done to it. */
export async function showStatus(
  { client, stream, terminal: { out } }: StreamCommand,
  { json }: { readonly json: boolean },
): Promise<void> {
  const { liveStream } = await client.ask<{ liveStream: ShownStream | null }>('LiveStream', stream);
  if (liveStream === null) throw new CommandFailed(1, 'The gateway shows no such stream.');
  if (json) {
    const { actions, ...shown } = liveStream;
    out(JSON.stringify({ ...shown, actions: actions?.edges.map(({ node }) => node) ?? null }, null, 2));
    return;
  }
  const { status, publishedAt, forbiddenUntil, actions } = liveStream;
  out(`${toName(stream)}  ${status ?? 'unknown'}`);
  if (publishedAt !== null) out(`  on air since     ${publishedAt}`);
  if (forbiddenUntil !== null) out(`  forbidden until  ${forbiddenUntil}`);
  for (const { node } of actions?.edges ?? []) {
    const reason = node.reason === null ? '' : `: ${node.reason}`;
    out(`  ${node.startedAt}  ${node.kind} ${node.outcome} by ${node.by}${reason}`);
  }
}

export interface ForbidOptions {
  readonly reason?: string;
  /** A time in ISO 8601. */
  readonly until?: string;
  /** A duration, `24h`. */
  readonly for?: string;
}

/** `forbid`: cuts a stream and keeps its encoder out until an end. */
export async function forbidStream(command: StreamCommand, options: ForbidOptions): Promise<void> {
  const { reason, until = toEnd(options.for) } = options;
  const sent = await forbid(command, { reason, until });
  command.terminal.out(
    `Forbidden until ${sent.until ?? 'an end that is not known'}. Alibaba’s RequestId: ${sent.requestId}`,
  );
}

/** `cut`: ends what is being published, and lets the encoder connect again. */
export async function cutStream(
  command: StreamCommand,
  { reason, yes }: { readonly reason?: string; readonly yes: boolean },
): Promise<void> {
  const { terminal, stream } = command;
  if (!yes) {
    terminal.err(
      `${toName(stream)} is cut. Most encoders connect again within seconds; "forbid" keeps them out.`,
    );
    if (terminal.confirm === undefined)
      throw new CommandFailed(1, 'Nothing was done: give --yes where no terminal can confirm it.');
    if (!(await terminal.confirm('Cut it?'))) throw new CommandFailed(1, 'Nothing was done.');
  }
  const { requestId } = await forbid(command, { reason, mode: 'CUT' });
  terminal.out(`Cut. Alibaba’s RequestId: ${requestId}`);
}

interface Forbidden {
  readonly forbidLiveStream: { readonly requestId: string; readonly until: string | null };
}

async function forbid(
  { client, stream }: StreamCommand,
  options: {
    readonly reason?: string | undefined;
    readonly until?: string | undefined;
    readonly mode?: 'CUT';
  },
): Promise<Forbidden['forbidLiveStream']> {
  const input = { ...stream, ...options };
  try {
    return (await client.ask<Forbidden>('ForbidLiveStream', { input })).forbidLiveStream;
  } catch (thrown) {
    if (!(thrown instanceof Unreachable) || !thrown.mayHaveBeenSent) throw thrown;
    throw new CommandFailed(3, `${thrown.message}\nIt may have been done; doing it again is harmless.`);
  }
}

function toEnd(duration: string | undefined): string | undefined {
  if (duration === undefined) return undefined;
  const ms = parseDuration(duration);
  if (ms === undefined) throw new CommandFailed(2, '--for must be a duration such as 30m, 24h or 7d');
  return new Date(Date.now() + ms).toISOString();
}

function toName({ domainName, appName, streamName }: NamedStream): string {
  return `${domainName} ${toVisible(`${appName}/${streamName}`)}`;
}
