import { type AccountSettings } from '../config/account-config.js';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { SettingsFileError } from '../settings-file/settings-file-error.js';
import { type Logger } from '../telemetry/logger.js';
import { type Accounts } from './accounts.js';
import { type StartedEmulator } from './emulator.js';
import { toFixedAccounts } from './upstream.js';
import { WatchedFiles } from './watched-files.js';

/**
 * Reads the accounts file. The YAML parser is loaded only if there is a file.
 * @throws SettingsFileError with every fault of the file
 */
async function readAccountSettings(
  { upstream: { endpoint }, budgets }: Config,
  { readVariable }: Secrets,
  path: string,
): Promise<AccountSettings> {
  const { readAccountsFile } = await import('../config/accounts/accounts-file.js');
  return readAccountsFile({ path, readVariable, endpoint, budgets });
}

export interface AccountsToOpen {
  readonly accounts: Accounts;
  readonly logger: Logger;
  readonly emulator: StartedEmulator | undefined;
}

/**
 * Opens the accounts of the settings, and updates them when their file changes.
 * @throws Error with one line if they cannot be used
 */
export async function openAccounts(
  config: Config,
  secrets: Secrets,
  { accounts, logger, emulator }: AccountsToOpen,
): Promise<AccountReload> {
  const { accountsFile: path } = config;
  const read = path === undefined ? undefined : () => readAccountSettings(config, secrets, path);
  if (read === undefined) await accounts.apply(toFixedAccounts(config, secrets, emulator?.accounts ?? []));
  const reload = new AccountReload(read, accounts, logger);
  await reload.open();
  return reload;
}

/** Updates the accounts when their file or the files of their secrets change. */
export class AccountReload {
  readonly #read: (() => Promise<AccountSettings>) | undefined;
  readonly #accounts: Accounts;
  readonly #logger: Logger;
  readonly #files = new WatchedFiles(() => void this.reload());
  #last: Promise<unknown> = Promise.resolve();

  /** @param read reads the settings again; undefined if there is no file */
  constructor(read: (() => Promise<AccountSettings>) | undefined, accounts: Accounts, logger: Logger) {
    this.#read = read;
    this.#accounts = accounts;
    this.#logger = logger;
  }

  /**
   * Applies the accounts for the first time, and watches the files of their secrets.
   * @throws SettingsFileError with every fault of the file
   */
  async open(): Promise<void> {
    if (this.#read === undefined) return;
    await this.#accounts.apply(await this.#files.read(this.#read));
    this.#files.start();
  }

  /**
   * Reloads the accounts, one reload after the other. Never rejects.
   * @returns whether the settings are valid; if not, the old settings stay in force
   */
  reload(): Promise<boolean> {
    const reloaded = this.#last.then(() => this.#reload());
    this.#last = reloaded;
    return reloaded;
  }

  close(): void {
    this.#files.close();
  }

  async #reload(): Promise<boolean> {
    if (this.#read === undefined) return true;
    const logger = this.#logger;
    try {
      await this.#accounts.apply(await this.#files.read(this.#read));
      logger.info({ accounts: this.#accounts.names }, 'accounts reloaded');
      return true;
    } catch (thrown) {
      const fault = thrown instanceof SettingsFileError ? thrown.message : 'cannot be used';
      logger.error({ fault }, 'accounts not reloaded, the old ones stay in force');
      return false;
    }
  }
}
