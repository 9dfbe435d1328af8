import { CommandFailed } from './command-failed.js';
import { findForbiddenLookalike, type NamedStream } from './forbidden-lookalike.js';
import { type GatewayClient, orUnknown } from './gateway-client.js';
import { toFailure } from './gateway-error.js';
import { toName } from './stream-commands.js';
import { type Terminal } from './terminal.js';

/** What `resumeLiveStreams` takes. */
const MOST_STREAMS = 25;

export interface ResumeOptions {
  readonly reason?: string;
}

interface Names {
  readonly domainName: string;
  readonly appName: string;
  readonly streamNames: readonly string[];
}

/** `resume`: resumes one stream of an app, or several. */
export async function resumeStreams(
  client: GatewayClient,
  { domainName, appName, streamNames }: Names,
  { reason }: ResumeOptions,
  terminal: Pick<Terminal, 'out' | 'err' | 'text'>,
): Promise<void> {
  if (streamNames.length > MOST_STREAMS)
    throw new CommandFailed(2, (text) => text.wrongUse.tooManyStreams(MOST_STREAMS));
  const streams = streamNames.map((streamName) => ({ domainName, appName, streamName }));
  const [stream, ...others] = streams;
  if (stream === undefined) return;
  await (others.length === 0
    ? resumeOne(client, stream, reason, terminal)
    : resumeAll(client, streams, reason, terminal));
}

interface Resumed {
  readonly requestId: string;
  readonly wasForbidden: boolean | null;
}

async function resumeOne(
  client: GatewayClient,
  stream: NamedStream,
  reason: string | undefined,
  { out, err, text }: Pick<Terminal, 'out' | 'err' | 'text'>,
): Promise<void> {
  const input = { ...stream, reason };
  const { resumeLiveStream } = await orUnknown(
    client.ask<{ resumeLiveStream?: Resumed }>('ResumeLiveStream', { input }),
  );
  if (typeof resumeLiveStream?.requestId !== 'string') throw incomplete();
  const { requestId, wasForbidden } = resumeLiveStream;
  if (wasForbidden !== false) {
    out(text.stream.resumed(requestId));
    return;
  }
  out(text.stream.notForbidden(requestId));
  const lookalike = await findForbiddenLookalike(client, stream, text);
  if (lookalike !== undefined) err(lookalike);
}

type Result = Omit<Resumed, 'requestId'> & {
  readonly requestId: string | null;
  readonly error: { readonly message: string; readonly code: string; readonly outcome: string } | null;
};

/** Prints a line for each stream; one that is refused does not stop the others. */
async function resumeAll(
  client: GatewayClient,
  streams: readonly NamedStream[],
  reason: string | undefined,
  terminal: Pick<Terminal, 'out' | 'err' | 'text'>,
): Promise<void> {
  const { out, err, text } = terminal;
  const { resumeLiveStreams } = await orUnknown(
    client.ask<{ resumeLiveStreams?: { readonly results?: readonly Result[] } }>('ResumeLiveStreams', {
      input: { streams, reason },
    }),
  );
  const results = resumeLiveStreams?.results ?? [];
  const failures: CommandFailed[] = [];
  for (const [index, stream] of streams.entries()) {
    const result = results[index];
    if (result === undefined) throw incomplete();
    const { requestId, wasForbidden, error } = result;
    if (error !== null) {
      const extensions = { ...error, ...(typeof requestId === 'string' && { requestId }) };
      const failure = toFailure({ message: error.message, extensions });
      failures.push(failure);
      err(`${toName(stream)}: ${failure.in(text)}`);
    } else if (wasForbidden === false) {
      out(text.stream.notForbiddenOne(toName(stream), requestId ?? '-'));
      const lookalike = await findForbiddenLookalike(client, stream, text);
      if (lookalike !== undefined) err(lookalike);
    } else out(text.stream.resumedOne(toName(stream), requestId ?? '-'));
  }
  if (failures.length === 0) return;
  const isKnown = failures.every(({ exitCode }) => exitCode !== 3);
  const done = streams.length - failures.length;
  throw new CommandFailed(isKnown ? 1 : 3, (words) => words.stream.notAll(done, streams.length));
}

/** What was sent may have been done, although the answer does not show it. */
function incomplete(): CommandFailed {
  return new CommandFailed(3, ({ gateway }) => `${gateway.incomplete}\n${gateway.mayBeDone}`);
}
