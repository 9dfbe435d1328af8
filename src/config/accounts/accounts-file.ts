import { type FileFault, SettingsFileError } from '../../settings-file/settings-file-error.js';
import { parseSettings } from '../../settings-file/parse-settings.js';
import { readSettingsText } from '../../settings-file/read-settings-text.js';
import { type AccountConfig, type AccountSettings } from '../account-config.js';
import { type Budgets } from '../budgets.js';
import { accountsSchema, type AccountInFile, toUnknownName } from './accounts-schema.js';
import { type ReadVariable, SecretVariables } from './secret-variables.js';
import { toCallbackSettings } from './to-callbacks.js';
import { toAccountCredentials } from './to-credentials.js';

export interface AccountsFileOptions {
  readonly path: string;
  readonly readVariable: ReadVariable;
  /** The endpoint of accounts that do not set one. */
  readonly endpoint: string;
  readonly budgets: Budgets;
}

/**
 * Reads an accounts file and the secrets that it refers to.
 * @throws SettingsFileError with every fault, each with its position and without values
 */
export function readAccountsFile(options: AccountsFileOptions): AccountSettings {
  const { path } = options;
  const accounts = parseAccounts(path);
  const secrets = new SecretVariables(options.readVariable);
  const faults: FileFault[] = findDoubles(accounts);
  const credentials = new Map(
    accounts.map((account, index) => [
      account.name,
      toAccountCredentials(account.credentials, secrets, (message) => {
        faults.push({ path: `accounts[${index}].credentials`, message });
      }),
    ]),
  );
  const callbacks = new Map(
    accounts.map(({ name, credentials: { prefix } }, index) => [
      name,
      toCallbackSettings(prefix, secrets, (message) => {
        faults.push({ path: `accounts[${index}].credentials`, message });
      }),
    ]),
  );
  if (faults.length > 0) throw new SettingsFileError(path, faults);
  return {
    accounts: accounts.map((account) => toConfig(account, options)),
    credentials,
    callbacks,
    files: secrets.files,
  };
}

/**
 * Reads the names and domains of the accounts in a file, without their secrets.
 * @throws SettingsFileError as `readAccountsFile` does
 */
export function readAccountDomains(path: string): readonly Pick<AccountConfig, 'name' | 'domains'>[] {
  const accounts = parseAccounts(path);
  const faults = findDoubles(accounts);
  if (faults.length > 0) throw new SettingsFileError(path, faults);
  return accounts;
}

function parseAccounts(path: string): readonly AccountInFile[] {
  const reading = { schema: accountsSchema, fileName: path, top: 'the list "accounts"', toUnknownName };
  return parseSettings(readSettingsText(path), reading).accounts;
}

function toConfig(
  { name, domains, credentials, budgets = {}, endpoint }: AccountInFile,
  defaults: AccountsFileOptions,
): AccountConfig {
  return {
    name,
    domains,
    credentials: credentials.type,
    endpoint: endpoint ?? defaults.endpoint,
    budgets: Object.fromEntries(
      Object.entries(defaults.budgets).map(([operation, perSecond]) => [
        operation,
        budgets[operation as keyof Budgets] ?? perSecond,
      ]),
    ) as Budgets,
  };
}

/**
 * Finds names, patterns and prefixes that occur more than once in the file, because their meaning would be
 * ambiguous.
 */
function findDoubles(accounts: readonly AccountInFile[]): FileFault[] {
  const seen = new Map<string, string>();
  const faults: FileFault[] = [];
  const check = (kind: string, value: string, path: string, toMessage: (first: string) => string): void => {
    const key = `${kind} ${value}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, path);
    else faults.push({ path, message: toMessage(first) });
  };
  accounts.forEach(({ name, domains, credentials }, index) => {
    const path = `accounts[${index}]`;
    check('name', name, `${path}.name`, (first) => `is the same as ${first}`);
    domains.forEach((domain, place) => {
      check('domain', domain, `${path}.domains[${place}]`, (first) => `is the same pattern as ${first}`);
    });
    // A user of one account may assume roles in several accounts, but an access key belongs to one account.
    if (credentials.type === 'env')
      check(
        'prefix',
        credentials.prefix,
        `${path}.credentials.prefix`,
        (first) => `is the same as ${first}; an access key belongs to one account`,
      );
  });
  return faults;
}
