import { CommandFailed } from './command-failed.js';
import { createLookalikeFinder, type NamedStream } from './forbidden-lookalike.js';
import { type GatewayClient, incomplete, orUnknown, send } from './gateway-client.js';
import { toFailure } from './gateway-error.js';
import { toName } from './stream-commands.js';
import { type Terminal } from './terminal.js';

/** The input of `resumeLiveStreams`. */
const MOST_STREAMS = 25;

export interface ResumeOptions {
  readonly reason?: string;
}

interface Names {
  readonly domainName: string;
  readonly appName: string;
  readonly streamNames: readonly string[];
}

/** The context of both forms of the command. */
interface Resuming {
  readonly client: GatewayClient;
  readonly reason: string | undefined;
  readonly terminal: Pick<Terminal, 'out' | 'err' | 'text'>;
  /** Prints the forbidden stream whose name looks like that of a stream that was not forbidden, if there is one. */
  readonly showLookalike: (stream: NamedStream) => Promise<void>;
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
  const findLookalike = createLookalikeFinder(client, domainName, terminal.text);
  const showLookalike = async (stream: NamedStream): Promise<void> => {
    const line = await findLookalike(stream);
    if (line !== undefined) terminal.err(line);
  };
  const resuming = { client, reason, terminal, showLookalike };
  const streams = streamNames.map((streamName) => ({ domainName, appName, streamName }));
  const [stream, ...others] = streams;
  if (stream === undefined) return;
  await (others.length === 0 ? resumeOne(stream, resuming) : resumeAll(streams, resuming));
}

interface Resumed {
  readonly requestId: string;
  readonly wasForbidden: boolean | null;
}

async function resumeOne(stream: NamedStream, resuming: Resuming): Promise<void> {
  const { client, reason, showLookalike } = resuming;
  const { out, text } = resuming.terminal;
  const input = { ...stream, reason };
  const { requestId, wasForbidden } = await orUnknown(
    send<Resumed>(client, 'ResumeLiveStream', input, (payload) => typeof payload.requestId === 'string'),
  );
  if (wasForbidden === false) {
    out(text.stream.notForbidden(requestId));
    await showLookalike(stream);
  } else out(text.stream.resumed(requestId));
}

type Result = Omit<Resumed, 'requestId'> & {
  readonly requestId: string | null;
  readonly error: { readonly message: string; readonly code: string; readonly outcome: string } | null;
};

interface Results {
  readonly results: readonly Partial<Result>[];
}

/** Prints a line for each stream. A refused stream does not stop the others. */
async function resumeAll(streams: readonly NamedStream[], resuming: Resuming): Promise<void> {
  const { client, reason, showLookalike } = resuming;
  const { out, err, text } = resuming.terminal;
  const { results } = await orUnknown(
    send<Results>(client, 'ResumeLiveStreams', { streams, reason }, (payload) =>
      Array.isArray(payload.results),
    ),
  );
  const failures: CommandFailed[] = [];
  for (const [index, stream] of streams.entries()) {
    const { requestId, wasForbidden, error } = results[index] ?? {};
    if (error) {
      const extensions = { ...error, ...(typeof requestId === 'string' && { requestId }) };
      const failure = toFailure({ message: error.message, extensions });
      failures.push(failure);
      err(`${toName(stream)}: ${failure.in(text)}`);
    } else if (typeof requestId !== 'string') {
      throw incomplete().asUnknown();
    } else if (wasForbidden === false) {
      out(text.stream.notForbiddenOne(toName(stream), requestId));
      await showLookalike(stream);
    } else out(text.stream.resumedOne(toName(stream), requestId));
  }
  if (failures.length === 0) return;
  const isKnown = failures.every(({ exitCode }) => exitCode !== 3);
  const done = streams.length - failures.length;
  throw new CommandFailed(isKnown ? 1 : 3, (words) => words.stream.notAll(done, streams.length));
}
