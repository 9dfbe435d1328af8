import { type CallbackSettings, secretOf, toCallbackUrl } from '../stream/callback-settings.js';
import { type NotifySettings, SecretText } from '../stream/notify-messages.js';
import { type CallContext, type LiveUpstream } from '../stream/upstream.js';
import { CommandFailed } from './command-failed.js';
import { type Terminal } from './terminal.js';
import { toCallContext } from './upstream-call.js';

/** The subcommand for the callbacks of one domain, with its options. */
export interface CallbacksJob {
  readonly domainName: string;
  /** The public address of the gateway, without a trailing slash. */
  readonly origin: string | undefined;
  readonly waitSeconds: number;
  readonly isConfirmed: boolean;
  readonly isJson: boolean;
  readonly account: { readonly name: string; readonly callbacks: CallbackSettings };
  readonly upstream: LiveUpstream;
  readonly terminal: Pick<Terminal, 'out' | 'err' | 'confirm'>;
}

export function toCall(): CallContext {
  return toCallContext('callbacks-command');
}

export function readSettings({ upstream, domainName }: CallbacksJob): Promise<NotifySettings | undefined> {
  return upstream.call('DescribeLiveStreamsNotifyUrlConfig', { domainName }, toCall());
}

/** The callback address without its secret parts. */
export interface ShownSettings {
  /** The address with a shortened path. Null if no callbacks are configured. */
  readonly url: string | null;
  readonly isSigned: boolean;
  /** Whether the address contains a secret from the settings of the gateway. */
  readonly isThisGateway: boolean;
  /** Whether the key is in the settings of the gateway. Null if callbacks are not signed. */
  readonly isKeyKnown: boolean | null;
}

export function toShown(
  settings: NotifySettings | undefined,
  { callbacks }: CallbacksJob['account'],
): ShownSettings {
  const url = settings?.notifyUrl === undefined ? null : URL.parse(settings.notifyUrl.reveal());
  const key = settings?.authKey?.reveal();
  return {
    url: url === null ? null : `${url.origin}${url.pathname.replace(/[^/]*$/, '…')}`,
    isSigned: key !== undefined,
    isThisGateway: callbacks.secrets.includes(secretOf(url)),
    isKeyKnown: key === undefined ? null : callbacks.authKeys.includes(key),
  };
}

export async function showCallbacks(job: CallbacksJob): Promise<boolean> {
  const shown = toShown(await readSettings(job), job.account);
  const { out } = job.terminal;
  if (job.isJson) out(JSON.stringify({ domain: job.domainName, account: job.account.name, ...shown }));
  else toLines(shown).forEach(out);
  return true;
}

/** Reads the current settings, shows the change, prompts for a confirmation, and then writes. */
export async function setCallbacks(job: CallbacksJob): Promise<boolean> {
  const { domainName, origin = '', account, upstream, terminal } = job;
  const [secret] = account.callbacks.secrets;
  const [key] = account.callbacks.authKeys;
  if (secret === undefined)
    throw new CommandFailed(
      2,
      account.name === 'default'
        ? 'set LIVE_CALLBACK_SECRET, as the gateway has it'
        : `set the callback secret of the account ${account.name}, as the gateway has it`,
    );
  const before = await readSettings(job);
  const url = toCallbackUrl(origin, secret);
  if (before?.notifyUrl?.reveal() === url && before.authKey?.reveal() === key) {
    terminal.out('The callbacks are set to this gateway already. Nothing was changed.');
    return true;
  }
  const after: NotifySettings = {
    notifyUrl: new SecretText(url),
    exceptionNotifyUrl: before?.exceptionNotifyUrl,
    authKey: key === undefined ? undefined : new SecretText(key),
  };
  terminal.err(`Callbacks of ${domainName} (account ${account.name})`);
  for (const line of toLines(toShown(before, account))) terminal.err(`  now   ${line}`);
  for (const line of toLines(toShown(after, account))) terminal.err(`  then  ${line}`);
  if (before !== undefined)
    terminal.err('  A SwitchNotifyUrl, which ApsaraVideo Live does not show, may be lost.');
  if (key === undefined)
    terminal.err(
      '  Without a LIVE_CALLBACK_AUTH_KEY callbacks are not signed: the address alone protects them.',
    );
  if (!(await isConfirmed(job, 'Set them?'))) return false;
  const { requestId } = await upstream.call(
    'SetLiveStreamsNotifyUrlConfig',
    { domainName, settings: after },
    toCall(),
  );
  terminal.out(`The callbacks are set. RequestId ${requestId}`);
  return true;
}

export async function removeCallbacks(job: CallbacksJob): Promise<boolean> {
  const { domainName, account, upstream, terminal } = job;
  const before = await readSettings(job);
  if (before === undefined) {
    terminal.out('The domain has no callbacks. Nothing was changed.');
    return true;
  }
  terminal.err(`Callbacks of ${domainName} (account ${account.name})`);
  for (const line of toLines(toShown(before, account))) terminal.err(`  now   ${line}`);
  if (before.exceptionNotifyUrl !== undefined) terminal.err('  Its address for exceptions is removed, too.');
  if (!(await isConfirmed(job, 'Remove them?'))) return false;
  const { requestId } = await upstream.call('DeleteLiveStreamsNotifyUrlConfig', { domainName }, toCall());
  terminal.out(`The callbacks are removed. RequestId ${requestId}`);
  return true;
}

async function isConfirmed(
  { isConfirmed: isGiven, terminal }: CallbacksJob,
  question: string,
): Promise<boolean> {
  if (isGiven) return true;
  if (terminal.confirm === undefined)
    throw new CommandFailed(1, 'Nothing was changed: give --yes where no terminal can confirm it.');
  if (await terminal.confirm(question)) return true;
  terminal.err('Nothing was changed.');
  return false;
}

export function toLines({ url, isSigned, isThisGateway, isKeyKnown }: ShownSettings): string[] {
  if (url === null) return ['no callbacks'];
  const key = isKeyKnown === true ? 'with a key of this gateway’s settings' : 'with another key';
  return [
    `${url} (${isThisGateway ? 'this gateway’s secret' : 'not this gateway’s secret'})`,
    isSigned ? `signed ${key}` : 'not signed',
  ];
}
