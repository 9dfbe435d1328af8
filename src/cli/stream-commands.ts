import { toVisible } from '../stream/name-look.js';
import { CommandFailed } from './command-failed.js';
import { type GatewayClient, orUnknown, send } from './gateway-client.js';
import { toSafe } from './columns.js';
import { parseDuration } from './duration.js';
import { type NamedStream } from './forbidden-lookalike.js';
import { type Terminal } from './terminal.js';
import { type Text } from './text/en.js';

/** The context of a command for one stream. */
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

/** `status`: prints the state of a stream, and the last actions on it. */
export async function showStatus(
  { client, stream, terminal: { out, text } }: StreamCommand,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const shown = await client.ask<ShownStream | null>('LiveStream', stream);
  if (shown === null) throw new CommandFailed(1, (words) => words.gateway.noStream);
  if (json) {
    const { actions, ...rest } = shown;
    out(JSON.stringify({ ...rest, actions: actions?.edges.map(({ node }) => node) ?? null }, null, 2));
    return;
  }
  const { status, publishedAt, forbiddenUntil, actions } = shown;
  out(`${toName(stream)}  ${toStatusText(text, status)}`);
  if (publishedAt !== null) out(`${text.stream.onAirSince}${publishedAt}`);
  if (forbiddenUntil !== null) out(`${text.stream.forbiddenUntil}${forbiddenUntil}`);
  for (const { node } of actions?.edges ?? [])
    out(
      `  ${node.startedAt}  ${text.stream.action(node.kind, node.outcome, toSafe(node.by), node.reason && toSafe(node.reason))}`,
    );
}

function toStatusText({ stream: { statuses } }: Text, status: string | null): string {
  const known = status ?? 'unknown';
  return statuses[known] ?? known;
}

export interface ForbidOptions {
  readonly reason?: string;
  /** A time in ISO 8601. */
  readonly until?: string;
  /** A duration, such as `24h`. */
  readonly for?: string;
}

/** `forbid`: cuts a stream and refuses its encoder until an end time. */
export async function forbidStream(command: StreamCommand, options: ForbidOptions): Promise<void> {
  const { reason, until = toEnd(options.for) } = options;
  const sent = await forbid(command, { reason, until });
  const { out, text } = command.terminal;
  out(text.stream.forbidden(sent.until, sent.requestId));
}

/** `cut`: interrupts the publishing once. The encoder can connect again. */
export async function cutStream(
  command: StreamCommand,
  { reason, yes = false }: { readonly reason?: string; readonly yes?: boolean },
): Promise<void> {
  const { terminal, stream } = command;
  if (!yes) {
    const { cutNotice, cutQuestion } = terminal.text.stream;
    terminal.err(cutNotice(toName(stream)));
    if (terminal.confirm === undefined) throw new CommandFailed(1, (text) => text.stream.cutNeedsYes);
    if (!(await terminal.confirm(cutQuestion))) throw new CommandFailed(1, (text) => text.stream.nothingDone);
  }
  const { requestId } = await forbid(command, { reason, mode: 'CUT' });
  terminal.out(terminal.text.stream.cut(requestId));
}

interface Forbidden {
  readonly requestId: string;
  readonly until: string | null;
}

function forbid(
  { client, stream }: StreamCommand,
  options: {
    readonly reason?: string | undefined;
    readonly until?: string | undefined;
    readonly mode?: 'CUT';
  },
): Promise<Forbidden> {
  const input = { ...stream, ...options };
  const isWhole = ({ requestId }: Partial<Forbidden>): boolean => typeof requestId === 'string';
  return orUnknown(send<Forbidden>(client, 'ForbidLiveStream', input, isWhole));
}

function toEnd(duration: string | undefined): string | undefined {
  if (duration === undefined) return undefined;
  const ms = parseDuration(duration);
  if (ms === undefined) throw new CommandFailed(2, (text) => text.wrongUse.duration);
  return new Date(Date.now() + ms).toISOString();
}

export function toName({ domainName, appName, streamName }: NamedStream): string {
  return `${domainName} ${toVisible(`${appName}/${streamName}`)}`;
}
