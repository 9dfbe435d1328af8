import { type Settings } from '../../config/config.js';
import { SettingsFileError } from '../../settings-file/settings-file-error.js';
import { DEFAULT_ACCOUNT, SINGLE_ACCOUNT } from '../../stream/account.js';
import { type FoundAccount, readFileAccounts, type Variables } from '../callback-account.js';
import { failure, type Finding, good } from './finding.js';

/** Returns the accounts that the settings define. */
export async function readAccounts(
  source: Variables,
  { config, secrets }: Settings,
): Promise<{ accounts: readonly FoundAccount[]; findings: Finding[] }> {
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
    const options = { ...shared, endpoint, credentials };
    const domains = SINGLE_ACCOUNT.domainsOf(DEFAULT_ACCOUNT);
    return { accounts: [{ name: DEFAULT_ACCOUNT, domains, options, callbacks }], findings: [] };
  }
  const readVariable = (name: string): string | undefined => source[name];
  try {
    const { budgets } = config;
    const accounts = await readFileAccounts(
      { path: config.accountsFile, readVariable, endpoint, budgets },
      shared,
    );
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
