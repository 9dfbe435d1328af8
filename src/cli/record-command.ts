import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SettingsFileError } from '../settings-file/settings-file-error.js';
import { type StreamAddress } from '../stream/address.js';
import { StreamError } from '../stream/errors.js';
import { ANY_APP, appFault, domainFault, streamFault } from '../stream/names.js';
import { createProbe, type Probe } from '../upstream/recording/probe.js';
import { type RecordingStep, toSource } from '../upstream/recording/recorded-exchange.js';
import { createRecorder } from '../upstream/recording/recorder.js';
import { type Variables, findAccount } from './callback-account.js';
import { CommandFailed, parseStrictly } from './command-failed.js';
import { type RecordPace } from './record/session.js';
import { walk } from './record/walk.js';
import { type Terminal } from './terminal.js';

const USAGE = [
  'Usage: apsara-live-gateway record --domain <ingest domain> --stream <app>/<stream> [--output <file>]',
  '',
  'Tests what the documentation of ApsaraVideo Live does not describe, with the keys from the settings of the gateway.',
  'Writes a recording without names and secrets. Describes each step that changes something, and runs it only after you confirm it.',
  'Needs a terminal. Use a test stream, because the stream is interrupted. docs/verify.md describes the steps.',
  '  --domain  the ingest domain',
  '  --stream  a stream that is not forbidden and, if possible, is online',
  '  --output  the file to create; it must not exist; default recording.jsonl',
  '',
  'Example: apsara-live-gateway record --domain push.example.com --stream live/test-1',
  '',
  'Exit code: 0 done, 1 not done, 2 wrong use or settings, or no terminal.',
];

const DEFAULT_PACE: RecordPace = { pollMs: 1_000, limitMs: 60_000 };

/**
 * `record`.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code
 */
export async function recordCommand(
  argv: readonly string[],
  env: Variables,
  terminal: Pick<Terminal, 'out' | 'err' | 'confirm' | 'onInterrupt'>,
  pace = DEFAULT_PACE,
): Promise<number> {
  const { out, err } = terminal;
  try {
    const options = parseArguments(argv);
    if (options === 'help') USAGE.forEach(out);
    else await record(options, env, terminal, pace);
    return 0;
  } catch (thrown) {
    const failed = toFailed(thrown);
    err(failed.message);
    return failed.exitCode;
  }
}

function toFailed(thrown: unknown): CommandFailed {
  if (thrown instanceof CommandFailed) return thrown;
  if (thrown instanceof SettingsFileError) return new CommandFailed(2, thrown.message);
  if (!(thrown instanceof StreamError)) throw thrown;
  const { code, message, upstreamCode } = thrown;
  return new CommandFailed(1, `${code}: ${message}${upstreamCode === undefined ? '' : ` (${upstreamCode})`}`);
}

async function record(
  { stream, path }: Options,
  env: Variables,
  { out, err, confirm, onInterrupt }: Pick<Terminal, 'out' | 'err' | 'confirm' | 'onInterrupt'>,
  pace: RecordPace,
): Promise<void> {
  if (confirm === undefined)
    throw new CommandFailed(
      2,
      'Nothing was sent: record needs a terminal, so that you can confirm each step.',
    );
  const { options } = await findAccount(env, stream.domainName);
  if (existsSync(path)) throw new CommandFailed(2, 'The file already exists. Choose another --output.');
  const interrupt = new AbortController();
  onInterrupt(() => {
    interrupt.abort();
  });
  let stopped: string | undefined;
  const recorder = createRecorder({ path, onStopped: (reason) => (stopped = reason) });
  const checkRecording = async (): Promise<void> => {
    await recorder.settle();
    if (stopped !== undefined)
      throw new CommandFailed(1, `The recording cannot be written (${stopped}): docs/verify.md.`);
  };
  let step: RecordingStep = 'look-around';
  const source = toSource(options.endpoint);
  let probe: Probe | undefined;
  try {
    probe = await createProbe({
      ...options,
      onExchange: (exchange) => {
        recorder.record(exchange, { source, step });
      },
    });
    const known = {
      streamingDomain: '',
      wasOnAir: false,
      forbiddenAt: undefined,
      mayBeForbidden: false,
    };
    const { signal } = interrupt;
    const session = { probe, stream, pace, signal, known };
    const enter = (next: RecordingStep): void => {
      step = next;
    };
    await walk({ session, terminal: { out, err }, confirm, enter, checkRecording });
  } finally {
    await probe?.close();
    await recorder.close();
  }
  await checkRecording();
  out(`The recording is ${JSON.stringify(path)}. Read it before you send it to others: docs/verify.md.`);
}

interface Options {
  readonly stream: StreamAddress;
  readonly path: string;
}

function parseArguments(argv: readonly string[]): Options | 'help' {
  const { values } = parseStrictly(() =>
    parseArgs({
      args: [...argv],
      options: {
        domain: { type: 'string', default: '' },
        stream: { type: 'string', default: '' },
        output: { type: 'string', default: 'recording.jsonl' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const domainName = values.domain.toLowerCase();
  if (domainFault(domainName) !== undefined) throw refuse('--domain must be an ingest domain');
  const [appName = '', streamName = '', ...more] = values.stream.split('/');
  const isStream =
    appFault(appName) === undefined &&
    appName !== ANY_APP &&
    streamFault(streamName) === undefined &&
    more.length === 0;
  if (!isStream) throw refuse('--stream must be <app>/<stream>');
  return { stream: { domainName, appName, streamName }, path: values.output };
}

function refuse(fault: string): CommandFailed {
  return new CommandFailed(2, [fault, '', ...USAGE].join('\n'));
}
