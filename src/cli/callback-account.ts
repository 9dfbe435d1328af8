import { DEFAULT_ENDPOINT } from '../config/read-config.js';
import { toBudgets } from '../config/budgets.js';
import { readEnv, type SettingFault } from '../config/env.js';
import { toCredentials } from '../config/secrets.js';
import { createAccountRouting, DEFAULT_ACCOUNT } from '../stream/account.js';
import { type CallbackSettings, NO_CALLBACKS } from '../stream/callback-settings.js';
import { createUpstream, type Upstream, type UpstreamOptions } from '../upstream/index.js';
import { CommandFailed } from './command-failed.js';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The account of a domain, as the gateway's settings have it. */
export interface CallbackAccountAccess {
  readonly name: string;
  readonly callbacks: CallbackSettings;
  readonly upstream: Upstream;
}

/** An account, and how ApsaraVideo Live is called for it. */
export interface FoundAccount {
  readonly name: string;
  readonly callbacks: CallbackSettings;
  readonly options: UpstreamOptions;
}

/**
 * Opens the account that a domain belongs to, by the gateway's own environment.
 * @throws CommandFailed with every wrong setting, and for a domain of no account
 */
export async function openCallbackAccount(
  source: Variables,
  domainName: string,
): Promise<CallbackAccountAccess> {
  const { options, ...account } = await findAccount(source, domainName);
  return { ...account, upstream: await createUpstream(options) };
}

/** The same account, which is not opened. @throws CommandFailed */
export async function findAccount(source: Variables, domainName: string): Promise<FoundAccount> {
  const { env, faults } = readEnv(source);
  const { LIVE_ACCOUNTS_FILE: path, LIVE_PROTOCOL: protocol = 'https', LIVE_CLIENT: client = 'auto' } = env;
  const endpoint = env.LIVE_ENDPOINT ?? DEFAULT_ENDPOINT;
  const timeoutMs = env.LIVE_TIMEOUT_MS ?? 5_000;
  if (path === undefined) {
    const credentials = toCredentials(env, faults);
    check(faults);
    const callbacks = {
      secrets: env.LIVE_CALLBACK_SECRET ?? [],
      authKeys: env.LIVE_CALLBACK_AUTH_KEY ?? [],
    };
    const options = { client, endpoint, protocol, credentials, timeoutMs };
    return { name: DEFAULT_ACCOUNT, callbacks, options };
  }
  check(faults);
  const { readAccountsFile } = await import('../config/accounts/accounts-file.js');
  const readVariable = (name: string): string | undefined => source[name];
  const settings = readAccountsFile({ path, readVariable, endpoint, budgets: toBudgets(env) });
  const name = createAccountRouting(settings.accounts).find(domainName);
  const account = settings.accounts.find((one) => one.name === name);
  const credentials = settings.credentials.get(name ?? '');
  if (account === undefined || credentials === undefined)
    throw new CommandFailed(2, 'the domain belongs to no account of the accounts file');
  return {
    name: account.name,
    callbacks: settings.callbacks.get(account.name) ?? NO_CALLBACKS,
    options: { client, endpoint: account.endpoint, protocol, credentials, timeoutMs },
  };
}

function check(faults: readonly SettingFault[]): void {
  if (faults.length > 0)
    throw new CommandFailed(2, faults.map(({ variable, message }) => `${variable}: ${message}`).join('\n'));
}
