import { parseArgs } from 'node:util';
import { SettingsFileError } from '../settings-file/settings-file-error.js';
import { StreamError, toStreamError } from '../stream/errors.js';
import { domainFault } from '../stream/names.js';
import { type Variables, openCallbackAccount } from './callback-account.js';
import { checkCallbacks } from './callbacks-check.js';
import { type CallbacksJob, removeCallbacks, setCallbacks, showCallbacks } from './callbacks-settings.js';
import { CommandFailed, parseStrictly } from './command-failed.js';
import { type Terminal } from './terminal.js';

const USAGE = [
  'Usage: apsara-live-gateway callbacks show|set|remove|check --domain <ingest domain> [options]',
  '',
  'Stream callbacks of ApsaraVideo Live, with the keys and secrets of the gateway’s own settings. No secret is printed.',
  '  show     prints where callbacks of the domain go, and whether that is this gateway',
  '  set      sets them to this gateway, with the first value of the callback secret and key; needs --url',
  '  remove   ends them',
  '  check    whether this gateway can be reached at that address, and whether callbacks have arrived there',
  '',
  '  --domain  the ingest domain',
  '  --url     the public address of the gateway, such as https://live.example.com',
  '  --wait    check: waits so many seconds for a callback, for instance while you start a stream',
  '  --yes     set and remove: does not prompt for a confirmation',
  '  --json    show and check: prints JSON',
  '',
  'Example: apsara-live-gateway callbacks set --domain push.example.com --url https://live.example.com',
  '',
  'Exit code: 0 done, 1 not done, 2 wrong use or settings.',
];

const ACTIONS = { show: showCallbacks, set: setCallbacks, remove: removeCallbacks, check: checkCallbacks };
type ActionName = keyof typeof ACTIONS;

/**
 * `callbacks show|set|remove|check`.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code
 */
export async function callbacksCommand(
  argv: readonly string[],
  env: Variables,
  terminal: Pick<Terminal, 'out' | 'err' | 'confirm'>,
): Promise<number> {
  const { out, err } = terminal;
  try {
    const parsed = parseArguments(argv);
    if (parsed === 'help') {
      USAGE.forEach(out);
      return 0;
    }
    const { action, ...options } = parsed;
    const { upstream, ...account } = await openCallbackAccount(env, options.domainName);
    try {
      return (await ACTIONS[action]({ ...options, account, upstream: upstream.live, terminal })) ? 0 : 1;
    } finally {
      await upstream.close();
    }
  } catch (thrown) {
    if (thrown instanceof CommandFailed) {
      const lines = thrown.exitCode === 2 ? [thrown.message, '', ...USAGE] : [thrown.message];
      lines.forEach(err);
      return thrown.exitCode;
    }
    if (thrown instanceof SettingsFileError) {
      err(thrown.message);
      return 2;
    }
    if (!(thrown instanceof StreamError)) throw thrown;
    const { code, message, requestId } = toStreamError(thrown);
    err(`${code}: ${message}${requestId === undefined ? '' : ` RequestId ${requestId}`}`);
    return 1;
  }
}

type Parsed = Omit<CallbacksJob, 'account' | 'upstream' | 'terminal'> & { readonly action: ActionName };

const MAX_WAIT_SECONDS = 3_600;

function parseArguments(argv: readonly string[]): Parsed | 'help' {
  const { values, positionals } = parseStrictly(() =>
    parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        domain: { type: 'string' },
        url: { type: 'string' },
        wait: { type: 'string' },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const [action, ...others] = positionals;
  if (action === undefined || !Object.hasOwn(ACTIONS, action) || others.length > 0)
    throw new CommandFailed(2, 'give one of show, set, remove and check');
  const domainName = values.domain?.toLowerCase() ?? '';
  if (domainFault(domainName) !== undefined) throw new CommandFailed(2, '--domain must be an ingest domain');
  if (action === 'set' && values.url === undefined) throw new CommandFailed(2, 'set needs --url');
  const waitSeconds = Number(values.wait ?? '0');
  if (!(Number.isInteger(waitSeconds) && waitSeconds >= 0 && waitSeconds <= MAX_WAIT_SECONDS))
    throw new CommandFailed(2, `--wait must be a whole number of seconds, at most ${MAX_WAIT_SECONDS}`);
  return {
    action: action as ActionName,
    domainName,
    origin: values.url === undefined ? undefined : toOrigin(values.url),
    waitSeconds,
    isConfirmed: values.yes,
    isJson: values.json,
  };
}

function toOrigin(text: string): string {
  const url = URL.parse(text);
  const isAddress =
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
  if (!isAddress) throw new CommandFailed(2, '--url must be an http or https address, without a user name');
  return `${url.origin}${url.pathname.replace(/\/$/, '')}`;
}
