import { type AccountConfig, type AccountSettings } from '../config/account-config.js';
import { type CallbackAccount } from '../event/callback-accounts.js';
import {
  type AccountRouting,
  createAccountRouting,
  DEFAULT_ACCOUNT,
  unknownAccountError,
} from '../stream/account.js';
import { NO_CALLBACKS } from '../stream/callback-settings.js';
import { type CallBudget } from '../stream/call-budget.js';
import { type CredentialOptions } from '../stream/credential-options.js';
import { type LiveUpstream, type UpstreamCall } from '../stream/upstream.js';
import { type ClientName } from '../upstream/index.js';
import { type Account } from './account.js';

export type OpenAccount = (config: AccountConfig, credentials: CredentialOptions) => Promise<Account>;

/**
 * The accounts in force, found by domain. What happens to one neither slows nor fails another: each has keys,
 * connections, budgets and a breaker of its own.
 */
export class Accounts implements AccountRouting, LiveUpstream {
  readonly #open: OpenAccount;
  readonly #accounts = new Map<string, Account>();
  /** Removed accounts that finish what was sent. */
  readonly #leaving = new Set<Promise<void>>();
  #routing: AccountRouting = createAccountRouting([]);
  #callbacks: readonly CallbackAccount[] = [];
  #isClosing = false;

  constructor(open: OpenAccount) {
    this.#open = open;
  }

  get names(): readonly string[] {
    return this.#routing.names;
  }

  /** The client of every account. */
  get client(): ClientName {
    return this.all[0]?.client ?? 'core';
  }

  get all(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  /** The accounts in force, with what their callbacks are recognized by. */
  get callbacks(): readonly CallbackAccount[] {
    return this.#callbacks;
  }

  domainsOf(name: string): readonly string[] {
    return this.#routing.domainsOf(name);
  }

  find(domainName: string): string | undefined {
    return this.#routing.find(domainName);
  }

  perSecondOf(name: string): number {
    return this.#accounts.get(name)?.config.budgets.ResumeLiveStream ?? 0;
  }

  /** With the account that the context names. @throws StreamError DOMAIN_NOT_FOUND, NOT_SENT, for one not in force */
  readonly call: UpstreamCall = (operation, request, context) => {
    const account = this.#accounts.get(context.account ?? DEFAULT_ACCOUNT);
    if (account === undefined) return Promise.reject(unknownAccountError());
    return account.call(operation, request, context);
  };

  async budgets(): Promise<readonly CallBudget[]> {
    const all = Array.from(this.#accounts, async ([account, { guard }]) =>
      (await guard.budgets()).map((budget) => ({ account, ...budget })),
    );
    return (await Promise.all(all)).flat();
  }

  /**
   * Puts settings in force, all or none of them. Accounts that are new work at once; those that are missing finish what
   * was sent and refuse the rest; changed keys are used for the next call.
   * @throws Error where a new account, or new settings of one, cannot be used
   */
  async apply({ accounts, credentials, callbacks }: AccountSettings): Promise<void> {
    const changes = await settleAll(
      accounts.map(async (config) => {
        const keys = credentials.get(config.name);
        if (keys === undefined) throw new TypeError(`no credentials for ${config.name}`);
        return this.#prepare(config, keys);
      }),
    );
    if (this.#isClosing) {
      await Promise.all(changes.map((change) => change.discard()));
      return;
    }
    for (const change of changes) change.apply();
    const kept = new Set(accounts.map(({ name }) => name));
    this.#routing = createAccountRouting(accounts);
    this.#callbacks = accounts.map(({ name }) => ({ name, ...(callbacks.get(name) ?? NO_CALLBACKS) }));
    for (const [name, account] of this.#accounts) if (!kept.has(name)) this.#remove(name, account);
  }

  async warmUp(): Promise<void> {
    await Promise.all(this.all.map((account) => account.warmUp()));
  }

  /** Waiting calls have `drainMs` left. Resolves when every call has ended. */
  async drain(drainMs: number): Promise<void> {
    await Promise.all([...this.all.map(({ guard }) => guard.drain(drainMs)), ...this.#leaving]);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all([...this.all.map((account) => account.close()), ...this.#leaving]);
  }

  async #prepare(config: AccountConfig, credentials: CredentialOptions): Promise<Change> {
    const known = this.#accounts.get(config.name);
    if (known !== undefined) return known.prepare(config, credentials);
    const opened = await this.#open(config, credentials);
    return {
      apply: () => {
        this.#accounts.set(config.name, opened);
      },
      discard: () => opened.close(),
    };
  }

  #remove(name: string, account: Account): void {
    this.#accounts.delete(name);
    const leaving = account.guard
      .drain(0)
      .then(() => account.close())
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }
}

interface Change {
  apply(): void;
  discard(): Promise<void>;
}

/** All changes, or none: where one cannot be made, those that were prepared are discarded. */
async function settleAll(preparing: readonly Promise<Change>[]): Promise<Change[]> {
  const results = await Promise.allSettled(preparing);
  const failed = results.find((result) => result.status === 'rejected');
  const changes = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  if (failed === undefined) return changes;
  await Promise.all(changes.map((change) => change.discard()));
  throw failed.reason;
}
