import { parseArgs } from 'node:util';
import { CommandFailed, parseStrictly } from './command-failed.js';
import { type GatewayAccess } from './gateway-client.js';
import { parseEncoding } from './list-encoding.js';
import { type StoreEnvironment } from './login/token-store.js';

export const BULK_RESUME_USAGE = [
  'Usage: apsara-live-gateway bulk-resume --domain <domain> (--file <csv> | --all-forbidden [--app <app>])',
  '         [--encoding <name>] [--reason <text>] [--key <key>] [--watch | --detach] [--yes]',
  '       apsara-live-gateway bulk-resume --job <id> [--watch | --cancel]',
  '',
  'Resumes many streams in one job of the gateway, and waits for its end.',
  '  --domain         the ingest domain',
  '  --file           the streams: CSV, an app and a stream in each line; - reads from standard input',
  '  --encoding       of the file, if it is not UTF-8: gb18030, big5, shift_jis, euc-kr, utf-16, windows-1252 …',
  '  --all-forbidden  every stream on the domain’s forbid list',
  '  --app            only the forbidden streams of this app',
  '  --reason         why, for the ledger',
  '  --key            the same key gives the same job, however often it is started',
  '  --watch          shows how the job goes on',
  '  --detach         starts the job and does not wait for its end',
  '  --yes            starts without confirmation; without a terminal there is none',
  '  --job            a job that was started before',
  '  --cancel         stops it: what is not sent yet never is',
  '  --endpoint       the gateway; default APSARA_GATEWAY_ENDPOINT, else http://127.0.0.1:4000/graphql',
  '  --token          a bearer token; default APSARA_GATEWAY_TOKEN, which other users of the machine cannot see',
  '',
  'A file has commas, semicolons or tabs between app and stream. Its first line may be a header: appName,streamName',
  'in any case and order, also app,stream or 应用名,流名. Names are exact: nothing is trimmed, replaced or normalized.',
  '',
  'Exit code: 0 all are resumed (with --detach: the job is started), 1 some are not or your answer was no, 2 wrong',
  'use or input: nothing was started.',
];

/** The environment variables that apply where flags are absent. */
export interface ClientEnvironment extends StoreEnvironment {
  readonly APSARA_GATEWAY_ENDPOINT?: string | undefined;
  readonly APSARA_GATEWAY_TOKEN?: string | undefined;
}

/** What to start: exactly one of `file` and `allForbidden`. */
export interface StartArguments {
  readonly domain: string;
  readonly file: string | undefined;
  /** Of the file, as `parseEncoding` has returned it. */
  readonly encoding: string | undefined;
  readonly app: string | undefined;
  readonly reason: string | undefined;
  readonly key: string | undefined;
  /** Whether the command requires a confirmation on a terminal before the start. */
  readonly isAsked: boolean;
}

export interface BulkResumeArguments {
  readonly access: GatewayAccess;
  readonly task:
    | { readonly kind: 'start'; readonly start: StartArguments }
    | { readonly kind: 'watch'; readonly job: string }
    | { readonly kind: 'cancel'; readonly job: string };
  readonly isShown: boolean;
  readonly isAwaited: boolean;
}

/** @throws CommandFailed */
export function parseBulkResumeArguments(
  argv: readonly string[],
  env: ClientEnvironment,
): BulkResumeArguments | 'help' {
  const { values } = parseStrictly(() =>
    parseArgs({
      args: [...argv],
      options: {
        endpoint: { type: 'string' },
        token: { type: 'string' },
        domain: { type: 'string' },
        file: { type: 'string' },
        encoding: { type: 'string' },
        'all-forbidden': { type: 'boolean', default: false },
        app: { type: 'string' },
        reason: { type: 'string' },
        key: { type: 'string' },
        job: { type: 'string' },
        watch: { type: 'boolean', default: false },
        detach: { type: 'boolean', default: false },
        cancel: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    } as const),
  );
  if (values.help) return 'help';
  const { domain, file, app, reason, key, job, watch, detach, cancel, yes } = values;
  const all = values['all-forbidden'];
  const refuse = (message: string): never => {
    throw new CommandFailed(2, message);
  };
  if (watch && detach) refuse('either --watch or --detach');
  const shown = { access: toGatewayAccess(values, env), isShown: watch, isAwaited: !detach };
  if (job !== undefined) {
    if (domain ?? file ?? values.encoding ?? app ?? reason ?? key ?? (all || detach || yes || undefined))
      refuse('with --job there is nothing to start: only --watch or --cancel');
    return { ...shown, task: { kind: cancel ? 'cancel' : 'watch', job } };
  }
  if (cancel) refuse('--cancel needs --job');
  if (domain === undefined) return refuse('--domain is missing');
  if ((file === undefined) !== all) refuse('either --file or --all-forbidden');
  if (app !== undefined && !all) refuse('--app goes with --all-forbidden');
  if (values.encoding !== undefined && file === undefined) refuse('--encoding goes with --file');
  const encoding = values.encoding === undefined ? undefined : parseEncoding(values.encoding);
  const start = { domain, file, encoding, app, reason, key, isAsked: !yes };
  return { ...shown, task: { kind: 'start', start } };
}

/** Flags before the environment; an empty one counts as none. */
export function toGatewayAccess(
  values: { endpoint?: string; token?: string },
  env: ClientEnvironment,
): GatewayAccess {
  const set = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
  return {
    endpoint: set(values.endpoint) ?? set(env.APSARA_GATEWAY_ENDPOINT),
    token: set(values.token) ?? set(env.APSARA_GATEWAY_TOKEN),
  };
}
