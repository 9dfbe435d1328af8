import { type NameDifference } from '../../stream/name-look.js';
import { type Finding } from '../doctor/finding.js';

const DEFAULT_ENDPOINT = 'default APSARA_GATEWAY_ENDPOINT, else http://127.0.0.1:4000/graphql';
const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);
const shown = (count: number): string => count.toLocaleString('en');

/** The texts of the command in English. Each is a line, or a part of one. */
export const EN = {
  help: {
    program: 'Controls live-stream ingest on ApsaraVideo Live. Without a command it starts the gateway.',
    usage: 'Usage:',
    arguments: 'Arguments:',
    options: 'Options:',
    commands: 'Commands:',
    examples: 'Examples:',
    showHelp: 'prints the help of the command',
    showVersion: 'prints the version',
    default: 'default',
    addHelp: 'Add --help for the commands and their options.',
    exitCodes:
      'Exit code: 0 done, 1 not done or not all of it, 2 wrong use or input, 3 it is not known whether it was done.',
    commandDescriptions: {
      serve: 'starts the gateway; the default',
      config: 'prints the settings in effect as JSON, without secrets',
      callbacks: 'shows, sets, removes and checks the callbacks that live events need',
      'ram-policy': 'prints the RAM policy that the gateway needs',
      record: 'records what no document states about ApsaraVideo Live, step by step',
      replay: 'feeds a recording of ApsaraVideo Live’s answers to both clients',
      'move-store': 'copies the store to another database',
      status: 'shows what a stream is doing, and what was done to it',
      list: 'lists the forbidden streams of a domain, or those on air',
      forbid: 'cuts a stream and keeps its encoder out',
      cut: 'cuts a stream; its encoder may connect again',
      resume: 'resumes up to 25 streams of an app, so that their encoders may publish again',
      'bulk-resume': 'resumes many streams of a domain in one job, from a list or all that are forbidden',
      actions: 'lists what was done to streams, newest first',
      jobs: 'lists the bulk jobs that you may see, newest first',
      login: 'signs you in at the identity provider of a gateway, and stores the token for the commands',
      doctor: 'checks what a gateway with this environment needs, and changes nothing',
    },
    optionDescriptions: {
      endpoint: `the gateway; ${DEFAULT_ENDPOINT}`,
      tokenFile:
        'a file with the bearer token, "-" for standard input; default APSARA_GATEWAY_TOKEN, else the token that login has stored',
      json: 'prints JSON',
      csv: 'prints CSV, with formulas escaped',
      reason: 'the reason, for the ledger',
      limit: 'the most rows',
      byDomain: 'only on this ingest domain',
      byOperator: 'only by this caller, the subject of the token',
      since: 'only at this time or later, 2026-12-24T18:00:00Z',
      until: 'the end, 2026-12-24T18:00:00Z; default: the gateway’s',
      for: 'the end from now on, such as 30m, 24h or 7d',
      yes: 'does not prompt for a confirmation',
      forbidden: 'the forbidden streams, each with the end of its forbid',
      online: 'the streams that are on air, each with its beginning',
      app: 'only the streams of this app',
      search: 'only the streams whose app/stream contains this text',
      domain: 'the ingest domain',
      file: 'the streams: CSV, an app and a stream in each line; "-" reads from standard input',
      encoding: 'of the file, if it is not UTF-8: gb18030, big5, shift_jis, euc-kr, utf-16, windows-1252 …',
      allForbidden: 'every stream on the forbid list of the domain',
      forbiddenApp: 'only the forbidden streams of this app',
      key: 'an idempotency key: the same key gives the same job, however often it is started',
      watch: 'shows the progress of the job',
      detach: 'starts the job and does not wait for its end',
      job: 'a job that was started before',
      cancel: 'stops the job: what is not sent yet is not sent',
      device: 'shows a code to type on another device, for a machine without a browser',
      remove: 'removes the stored token of the gateway',
      issuer: 'the identity provider; default: that of the gateway’s console',
      clientId: 'the client at the provider; default: that of the console',
      scope: 'the scopes to request; default: those of the console',
      audience: 'what the token is for; default: that of the console',
      tokenStdin: 'reads a token from the standard input, and explains what it may do',
    },
    bulkResumeNotes: [
      'A file has commas, semicolons or tabs between app and stream. Its first line may be a header: appName,streamName',
      'in any case and order, also app,stream or 应用名,流名. Names are exact: they are not trimmed or normalized.',
    ],
  },
  wrongUse: {
    /** Commander's own messages are English. */
    commander: (message: string): string => message,
    endpoint: 'the endpoint must be an http or https address',
    tokenFileUnreadable: (code: string) => `--token-file cannot be read (${code})`,
    tokenFileEmpty: '--token-file contains no token',
    jsonOrCsv: 'give either --json or --csv',
    forbiddenOrOnline: 'give either --forbidden or --online',
    untilOrFor: 'give either --until or --for',
    duration: '--for must be a duration such as 30m, 24h or 7d',
    limit: (most: number) => `--limit must be a whole number from 1 to ${most}`,
    watchOrDetach: 'give either --watch or --detach',
    onlyWatchOrCancel: 'with --job nothing is started: only --watch and --cancel go with it',
    cancelNeedsJob: '--cancel needs --job',
    domainMissing: '--domain is missing',
    fileOrAll: 'give either --file or --all-forbidden',
    appNeedsAll: '--app goes with --all-forbidden',
    encodingNeedsFile: '--encoding goes with --file',
    encoding:
      '--encoding is not known; there are utf-8, utf-16le, utf-16be, gb18030, gbk, big5, shift_jis, euc-jp, euc-kr, ' +
      'windows-1252 and the other encodings of browsers',
    tooManyStreams: (most: number) => `resume takes at most ${most} streams; bulk-resume takes more`,
    issuer: 'the issuer must be an https address, or http on this machine',
    noProvider: 'The gateway names no identity provider: give --issuer and --client-id.',
  },
  gateway: {
    unreachable: (address: string) =>
      `No gateway answers at ${address}; name it with --endpoint or in APSARA_GATEWAY_ENDPOINT.`,
    mayBeDone:
      'It may have been done. You can repeat a resume or a forbid safely. A second cut interrupts the stream again.',
    tooLarge:
      'The request is too large for the gateway, or for a proxy before it. Send fewer streams at once.',
    incomplete: 'The answer of the gateway is incomplete.',
    noGateway: (address: string) => `What answers at ${address} is no gateway.`,
    inputRefused: 'The gateway refuses the input.',
    more: (count: number) => `  and ${count} more`,
    requestId: (id: string) => `Alibaba’s RequestId: ${id}`,
    correlationId: (id: string) => `In the gateway’s log: ${id}`,
    /** The message of the gateway, or a text for its code. */
    message: (_code: string, message: string): string => message,
    violation: (message: string): string => message,
    hints: {
      UNAUTHENTICATED:
        'Run "apsara-live-gateway login", or give a token in APSARA_GATEWAY_TOKEN or with --token-file.',
      STORE_UNAVAILABLE: 'Try again in a few seconds.',
      UPSTREAM_TIMEOUT:
        'It may have taken effect. You can repeat a resume or a forbid safely. A second cut interrupts the stream again.',
      UPSTREAM_UNAVAILABLE: 'Try again in a moment.',
      JOB_NOT_FOUND: 'A job is visible only to the caller that started it, by the subject of the token.',
    } as Readonly<Record<string, string>>,
    noStream: 'The gateway shows no such stream.',
    noDomain: 'The gateway shows no such domain.',
    noList: 'The gateway shows no such list.',
  },
  stream: {
    statuses: { unknown: 'unknown' } as Readonly<Record<string, string>>,
    onAirSince: '  on air since     ',
    forbiddenUntil: '  forbidden until  ',
    action: (kind: string, outcome: string, by: string, reason: string | null) =>
      `${kind} ${outcome} by ${by}${reason === null ? '' : `: ${reason}`}`,
    forbidden: (until: string | null, requestId: string) =>
      `Forbidden until ${until ?? 'an end that is not known'}. Alibaba’s RequestId: ${requestId}`,
    cut: (requestId: string) => `Cut. Alibaba’s RequestId: ${requestId}`,
    cutNotice: (name: string) =>
      `${name} is cut. Most encoders connect again within seconds; "forbid" keeps them out.`,
    cutQuestion: 'Cut it?',
    cutNeedsYes: 'Nothing was done: give --yes where no terminal can confirm it.',
    nothingDone: 'Nothing was done.',
    resumed: (requestId: string) => `Resumed. Alibaba’s RequestId: ${requestId}`,
    notForbidden: (requestId: string) =>
      `The stream was not forbidden: nothing has changed. Alibaba’s RequestId: ${requestId}`,
    resumedOne: (name: string, requestId: string) => `${name}: resumed. Alibaba’s RequestId: ${requestId}`,
    notForbiddenOne: (name: string, requestId: string) =>
      `${name}: was not forbidden, nothing has changed. Alibaba’s RequestId: ${requestId}`,
    notAll: (resumed: number, total: number) => `${resumed} of ${total} resumed.`,
    lookalike: (difference: NameDifference, name: string) =>
      `A forbidden stream differs from it only in ${toEnglish(difference)}: "${name}"`,
  },
  bulk: {
    started: (id: string, total: number) =>
      `Job ${id}: ${shown(total)} ${plural(total, 'stream', 'streams')}.`,
    startedMaybe: (key: string) => `If it may have started, run it again with --key ${key}`,
    stopped: (id: string) => `Job ${id} is stopped: what was not sent is not sent any more.`,
    goesOn: (line: string) => `The job goes on without you. Watch it: ${line}`,
    nothingStarted: 'Nothing was started.',
    resumeAll: (app: string | undefined, domain: string) =>
      `Resume every forbidden stream${app === undefined ? '' : ` of the app "${app}"`} on ${domain}?`,
    resumeThem: (domain: string) => `Resume them on ${domain}?`,
    noJob: 'There is no such bulk job, or it is another caller’s (JOB_NOT_FOUND).',
    noAnswer: 'The gateway returned nothing about the job.',
    lost: 'The gateway does not answer. The job goes on; waiting for the gateway …',
    lostFor: (seconds: number) => `no answer for ${seconds} s`,
    back: 'The gateway answers again.',
    nothing: 'There is nothing to resume.',
    all: (total: number) => `All ${shown(total)} resumed.`,
    some: (resumed: number, total: number, parts: readonly string[]) =>
      `${shown(resumed)} of ${shown(total)} resumed; ${parts.join(', ')}.`,
    failed: (count: number) => `${shown(count)} failed`,
    skipped: (count: number) => `${shown(count)} skipped`,
    skippedLong: (count: number) => `${shown(count)} skipped, forbidden after the job was started`,
    cancelledLong: (count: number) => `${shown(count)} not sent, since the job was cancelled`,
    notForbidden: (count: number) =>
      `${shown(count)} of them ${plural(count, 'was', 'were')} not forbidden, so the resume had no effect:`,
    notForbiddenUnread: 'The streams that were not forbidden cannot be named.',
    progress: (done: number, total: number, percent: number) =>
      `${shown(done)} of ${shown(total)} (${percent}%)`,
    left: (duration: string) => `${duration} left`,
    progressOfJob: (resumed: number, total: number, failed: number) =>
      `${resumed} of ${total} resumed, ${failed} failed`,
    table: ['app', 'stream', 'code', 'requestId'],
  },
  list: {
    standardInput: 'standard input',
    refused: (name: string, line: number | undefined, fault: string) =>
      line === undefined ? `${name} ${fault}` : `${name} line ${line}: ${fault}`,
    andMore: (count: number) => `and ${count} more`,
    unreadable: (code: string) => `cannot be read (${code})`,
    tooLarge: 'is larger than 16 MiB',
    quote: 'a quote is missing or misplaced',
    separators: 'contains a comma and a semicolon; put a name that contains one of them into quotes',
    wrongMark: (mark: string, named: string) =>
      `begins with the byte order mark of ${mark}, and --encoding is ${named}`,
    undecodable: (encoding: string, byte: number, isGuessed: boolean) =>
      `is not ${encoding} (byte ${byte} of the file)${
        isGuessed ? '; name its encoding, for example --encoding gb18030, or save it as UTF-8' : ''
      }`,
    nul: 'contains a NUL: this is not text, or UTF-16 (then add --encoding utf-16)',
    isUtf8: (encoding: string) => `is UTF-8 already, and --encoding is ${encoding}; leave --encoding out`,
    empty: 'contains no stream',
    unknownHeader:
      'looks like a header that is not known; write appName,streamName in its place, or above it if it is a stream',
    tooMany: 'is more than the 10,000 streams that a job takes',
    swapped:
      'each app is another one and the stream is always the same; add a header such as streamName,appName',
    cells: (count: number) => `must contain two values, an app and a stream, and contains ${count}`,
    markInside: 'a byte order mark stands within the list, as where two files were put together',
    headerAgain: 'the header stands here again, as where two files were put together',
    noWildcard: '"*" stands for no single app; name it',
    app: (fault: string) => `the app ${fault}`,
    stream: (fault: string) => `the stream ${fault}`,
    summary: (name: string, encoding: string, streams: number, repeats: number) =>
      `${name} (${encoding}): ${shown(streams)} ${plural(streams, 'stream', 'streams')}${
        repeats === 0
          ? ''
          : `; ${shown(repeats)} more ${plural(repeats, 'line repeats', 'lines repeat')} one of them`
      }`,
    shownStream: (app: string, stream: string) => `  app "${app}", stream "${stream}"`,
    moreStreams: (count: number) => `  and ${shown(count)} more`,
    ambiguous: (name: string, encoding: string) =>
      `Warning: ${name} is UTF-8 too. Check the names above: is it ${encoding}?`,
    warning: (name: string, text: string) => `Warning: ${name} ${text}`,
    moreWarnings: (count: number) => `and ${count} more warnings`,
    invisible: (line: number, what: 'app' | 'stream', name: string) =>
      `line ${line}: the ${what} "${name}" contains an invisible character`,
    meaningless: (line: number, what: 'app' | 'stream', name: string) =>
      `line ${line}: the ${what} "${name}" contains a character without a meaning; is the encoding right?`,
    alike: (lines: readonly [number, number], names: readonly [string, string], difference: NameDifference) =>
      `lines ${lines[0]} and ${lines[1]}: "${names[0]}" and "${names[1]}" are two streams that differ only in ${toEnglish(difference)}`,
  },
  login: {
    open: 'Open this address in a browser on this machine, and sign in:',
    openDevice: (address: string, code: string) => `Open ${address} on any device, and type the code ${code}`,
    done: (origin: string) => `Signed in. The token for ${origin} is stored.`,
    removed: (origin: string) => `The token for ${origin} is removed.`,
    page: 'You may close this window and go back to the terminal.',
    refused: 'The identity provider has refused the sign-in.',
    refusedOrEnded: 'The identity provider has refused the sign-in, or the code has ended.',
    timeout: 'Nothing came back from the browser within five minutes.',
    noHome: 'The token cannot be stored: HOME is not set.',
    notStored: (code: string) => `The token cannot be stored (${code}).`,
    noDiscovery: 'The identity provider has no discovery document that can be read.',
  },
  doctor: {
    toShown: (finding: Finding): Finding => finding,
    failed: (count: number) => `${count} ${plural(count, 'check has', 'checks have')} failed.`,
  },
  command: {
    /** A text of the commands for operators, which may have several lines. */
    toShown: (text: string): string => text,
    unwritable: (code: string) => `The output cannot be written (${code}).`,
    notUtf8: (position: number, command: string) =>
      `Argument ${position} of ${command} is not UTF-8. Nothing was done.`,
  },
};

function toEnglish(difference: NameDifference): string {
  return difference === 'several'
    ? 'several of case, Unicode normalization and invisible characters'
    : difference;
}

/** The texts of the command in one language. */
export type Text = typeof EN;
