import { DEFAULT_ENDPOINT } from '../config/read-config.js';
import { type AccountsFileOptions } from '../config/accounts/accounts-file.js';
import { toBudgets } from '../config/budgets.js';
import { readEnv, type SettingFault } from '../config/env.js';
import { toCredentials } from '../config/secrets.js';
import { createAccountRouting, DEFAULT_ACCOUNT, SINGLE_ACCOUNT } from '../stream/account.js';
import { type CallbackSettings, NO_CALLBACKS } from '../stream/callback-settings.js';
import { createUpstream, type Upstream, type UpstreamOptions } from '../upstream/index.js';
import { CommandFailed } from './command-failed.js';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The account of a domain, from the settings of the gateway. */
export interface CallbackAccountAccess {
  readonly name: string;
  readonly callbacks: CallbackSettings;
  readonly upstream: Upstream;
}

/** An account, and the upstream that makes its calls. */
export interface FoundAccount {
  readonly name: string;
  /** Patterns of its domains. */
  readonly domains: readonly string[];
  readonly callbacks: CallbackSettings;
  readonly options: UpstreamOptions;
}

/**
 * Opens the account of a domain. It reads the same environment variables as the gateway.
 * @throws CommandFailed that lists every wrong setting, or if the domain belongs to no account
 */
export async function openCallbackAccount(
  source: Variables,
  domainName: string,
): Promise<CallbackAccountAccess> {
  const { options, ...account } = await findAccount(source, domainName);
  return { ...account, upstream: await createUpstream(options) };
}

/** Finds the same account and does not open it. @throws CommandFailed */
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
    return { name: DEFAULT_ACCOUNT, domains: SINGLE_ACCOUNT.domainsOf(DEFAULT_ACCOUNT), callbacks, options };
  }
  check(faults);
  const shared = { client, protocol, timeoutMs };
  const readVariable = (name: string): string | undefined => source[name];
  const found = await readFileAccounts({ path, readVariable, endpoint, budgets: toBudgets(env) }, shared);
  const name = createAccountRouting(found).find(domainName);
  const account = found.find((one) => one.name === name);
  if (account === undefined)
    throw new CommandFailed(2, 'the domain belongs to no account of the accounts file');
  return account;
}

/**
 * Reads the accounts of an accounts file.
 * @throws SettingsFileError that lists every fault of the file
 */
export async function readFileAccounts(
  options: AccountsFileOptions,
  shared: Pick<UpstreamOptions, 'client' | 'protocol' | 'timeoutMs'>,
): Promise<FoundAccount[]> {
  const { readAccountsFile } = await import('../config/accounts/accounts-file.js');
  const { accounts, credentials: allCredentials, callbacks } = readAccountsFile(options);
  return accounts.flatMap(({ name, domains, endpoint }): FoundAccount[] => {
    const credentials = allCredentials.get(name);
    if (credentials === undefined) return [];
    const found = { name, domains, callbacks: callbacks.get(name) ?? NO_CALLBACKS };
    return [{ ...found, options: { ...shared, endpoint, credentials } }];
  });
}

function check(faults: readonly SettingFault[]): void {
  if (faults.length > 0)
    throw new CommandFailed(2, faults.map(({ variable, message }) => `${variable}: ${message}`).join('\n'));
}
