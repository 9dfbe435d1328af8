import { unwatchFile, watchFile } from 'node:fs';
import { type AccountSettings } from '../config/account-config.js';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { SettingsFileError } from '../settings-file/settings-file-error.js';
import { type Logger } from '../telemetry/logger.js';
import { type Accounts } from './accounts.js';
import { type StartedEmulator } from './emulator.js';
import { toFixedAccounts } from './upstream.js';

/** The interval of checking files, in milliseconds. A mounted secret changes without an event of the file system. */
const WATCH_MS = 2_000;

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
  const settings = (await read?.()) ?? toFixedAccounts(config, secrets, emulator?.accounts ?? []);
  await accounts.apply(settings);
  const reload = new AccountReload(read, accounts, logger);
  reload.watch(settings.files);
  return reload;
}

/** Updates the accounts when their file or the files of their secrets change. */
export class AccountReload {
  readonly #read: (() => Promise<AccountSettings>) | undefined;
  readonly #accounts: Accounts;
  readonly #logger: Logger;
  readonly #onChange = (): void => {
    void this.reload();
  };
  #watched: readonly string[] = [];
  #last: Promise<unknown> = Promise.resolve();

  /** @param read reads the settings again; undefined if there is no file */
  constructor(read: (() => Promise<AccountSettings>) | undefined, accounts: Accounts, logger: Logger) {
    this.#read = read;
    this.#accounts = accounts;
    this.#logger = logger;
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

  /** Reloads the accounts when one of the files changes. */
  watch(files: readonly string[]): void {
    this.close();
    this.#watched = files;
    for (const file of files) watchFile(file, { interval: WATCH_MS, persistent: false }, this.#onChange);
  }

  close(): void {
    for (const file of this.#watched) unwatchFile(file, this.#onChange);
    this.#watched = [];
  }

  async #reload(): Promise<boolean> {
    if (this.#read === undefined) return true;
    const logger = this.#logger;
    try {
      const settings = await this.#read();
      await this.#accounts.apply(settings);
      this.watch(settings.files);
      logger.info({ accounts: this.#accounts.names }, 'accounts reloaded');
      return true;
    } catch (thrown) {
      const fault = thrown instanceof SettingsFileError ? thrown.message : 'cannot be used';
      logger.error({ fault }, 'accounts not reloaded, the old ones stay in force');
      return false;
    }
  }
}
