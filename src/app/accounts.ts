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
 * The current accounts, found by domain. They are independent: each has its own keys, connections, budgets and
 * circuit breaker, so a failure of one does not affect another.
 */
export class Accounts implements AccountRouting, LiveUpstream {
  readonly #open: OpenAccount;
  readonly #accounts = new Map<string, Account>();
  /** The removed accounts, until their sent calls have ended. */
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

  /** Returns the client of all accounts. */
  get client(): ClientName {
    return this.all[0]?.client ?? 'core';
  }

  get all(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  /** Returns the current accounts with the secrets of their callbacks. */
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

  /**
   * Makes a call with the account in the context.
   * @throws StreamError DOMAIN_NOT_FOUND, NOT_SENT, if there is no such account
   */
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
   * Applies settings, either all or none of them. New accounts are usable immediately. Removed accounts finish
   * their sent calls and refuse other calls. Changed keys are used for the next call.
   * @throws Error if a new account, or new settings of an account, cannot be used
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

  /** Drains all accounts. Waiting calls have `drainMs` left. Resolves when every call has ended. */
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

/** Waits for all changes. If one fails, the prepared changes are discarded. */
async function settleAll(preparing: readonly Promise<Change>[]): Promise<Change[]> {
  const results = await Promise.allSettled(preparing);
  const failed = results.find((result) => result.status === 'rejected');
  const changes = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  if (failed === undefined) return changes;
  await Promise.all(changes.map((change) => change.discard()));
  throw failed.reason;
}
