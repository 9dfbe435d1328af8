import { toBudgets } from '../../config/budgets.js';
import { type Settings } from '../../config/config.js';
import { readEnv } from '../../config/env.js';
import { SettingsFileError } from '../../settings-file/settings-file-error.js';
import { DEFAULT_ACCOUNT } from '../../stream/account.js';
import { type CallbackSettings, NO_CALLBACKS } from '../../stream/callback-settings.js';
import { type UpstreamOptions } from '../../upstream/index.js';
import { type Variables } from '../callback-account.js';
import { failure, type Finding, good } from './finding.js';

/** An account to be checked. */
export interface DoctorAccount {
  readonly name: string;
  /** Patterns of its domains. */
  readonly domains: readonly string[];
  readonly options: UpstreamOptions;
  readonly callbacks: CallbackSettings;
}

/** The accounts of the settings. */
export async function readAccounts(
  source: Variables,
  { config, secrets }: Settings,
): Promise<{ accounts: readonly DoctorAccount[]; findings: Finding[] }> {
  const { client, endpoint, protocol, timeoutMs, kind } = config.upstream;
  if (kind === 'emulator')
    return {
      accounts: [],
      findings: [
        good('accounts', 'the emulator stands in for ApsaraVideo Live: there is no account to check'),
      ],
    };
  const shared = { client, protocol, timeoutMs };
  if (config.accountsFile === undefined) {
    const { credentials, callbacks } = secrets;
    if (credentials === undefined) return { accounts: [], findings: [] };
    const account = {
      name: DEFAULT_ACCOUNT,
      domains: ['*'],
      options: { ...shared, endpoint, credentials },
      callbacks,
    };
    return { accounts: [account], findings: [] };
  }
  const { readAccountsFile } = await import('../../config/accounts/accounts-file.js');
  const readVariable = (name: string): string | undefined => source[name];
  try {
    const { env } = readEnv(source);
    const options = { path: config.accountsFile, readVariable, endpoint, budgets: toBudgets(env) };
    const settings = readAccountsFile(options);
    const accounts = settings.accounts.flatMap((account): DoctorAccount[] => {
      const credentials = settings.credentials.get(account.name);
      if (credentials === undefined) return [];
      const { name, domains } = account;
      const callbacks = settings.callbacks.get(name) ?? NO_CALLBACKS;
      return [{ name, domains, options: { ...shared, endpoint: account.endpoint, credentials }, callbacks }];
    });
    return { accounts, findings: [good('accounts', `accounts in the file: ${accounts.length}`)] };
  } catch (thrown) {
    if (!(thrown instanceof SettingsFileError)) throw thrown;
    const broken = failure('accounts', {
      found: thrown.message,
      meaning: 'The gateway does not start.',
      action: 'Correct the file at the places that are named; docs/accounts.md describes it.',
    });
    return { accounts: [], findings: [broken] };
  }
}
