import { type CallbackAccount, findBySecret } from './callback-accounts.js';
import { CallbackRefused } from './callback-reasons.js';
import { isSigned, isTimely } from './callback-signature.js';
import { type EventStore } from './event-store.js';
import { parseCallback } from './parse-callback.js';

/** An HTTP request to the receiver. */
export interface CallbackRequest {
  /** The secret in the path. */
  readonly secret: string;
  /** The query with its `?`, still percent-encoded. */
  readonly search: string;
  readonly host: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/**
 * Whether a domain belongs to an account. Resolves with undefined if that cannot be found out now. Reads the list of
 * domains of an account at most once in ten seconds.
 */
export type IsDomainOfAccount = (account: string, domainName: string) => Promise<boolean | undefined>;

export interface ReceiverOptions {
  /** The accounts in force. */
  readonly accounts: () => readonly CallbackAccount[];
  readonly isDomainOfAccount: IsDomainOfAccount;
  readonly store: Pick<EventStore, 'append'>;
  /** Unix time in milliseconds. Default: the system clock. */
  readonly now?: (() => number) | undefined;
}

/** Receives stream callbacks of ApsaraVideo Live. */
export interface CallbackReceiver {
  /** Whether any account has a secret. */
  readonly isOn: boolean;
  /** Resolves when the event is stored. @throws CallbackRefused */
  receive(request: CallbackRequest): Promise<void>;
}

/** In characters. A callback has two names of up to 255 characters. A percent-encoded character has up to 12. */
const MAX_SEARCH = 8_192;
/** Many more callbacks than all streams of an account cause in one second. */
const MOST_PER_SECOND = 2_000;
const MOST_WAITING = 5_000;

export function createCallbackReceiver({
  accounts,
  isDomainOfAccount,
  store,
  now = Date.now,
}: ReceiverOptions): CallbackReceiver {
  let second = { startMs: 0, count: 0 };
  let waiting = 0;

  /** Runs the cheapest checks before the others. */
  const admit = (search: string): void => {
    if (search.length > MAX_SEARCH) throw new CallbackRefused('size');
    const nowMs = now();
    if (Math.abs(nowMs - second.startMs) >= 1_000) second = { startMs: nowMs, count: 0 };
    second.count += 1;
    if (second.count > MOST_PER_SECOND || waiting >= MOST_WAITING) throw new CallbackRefused('rate');
  };

  const take = async ({ secret, search, host, timestamp, signature }: CallbackRequest): Promise<void> => {
    const candidates = findBySecret(accounts(), secret);
    const [first] = candidates;
    if (first === undefined) throw new CallbackRefused('secret');
    const { name } = first;
    const authKeys = candidates.flatMap((account) => account.authKeys);
    const callback = parseCallback(search, now());
    if (callback === undefined) throw new CallbackRefused('parameter', name);
    const { address, kind, at, signedDomain } = callback;
    if (authKeys.length > 0) {
      if (!isTimely(timestamp, now())) throw new CallbackRefused('timestamp', name);
      if (!isSigned({ timestamp, signature, domain: signedDomain, host }, authKeys))
        throw new CallbackRefused('signature', name);
    }
    const answers: (boolean | undefined)[] = [];
    for (const account of candidates) answers.push(await isDomainOfAccount(account.name, address.domainName));
    const isDomainKnown = answers.includes(true);
    if (!isDomainKnown && !answers.includes(undefined)) throw new CallbackRefused('domain', name);
    try {
      await store.append([{ address, kind, at, isDomainKnown }]);
    } catch (cause) {
      throw Object.assign(new CallbackRefused('store', name), { cause });
    }
  };

  return {
    get isOn() {
      return accounts().some(({ secrets }) => secrets.length > 0);
    },
    async receive(request) {
      admit(request.search);
      waiting += 1;
      try {
        await take(request);
      } finally {
        waiting -= 1;
      }
    },
  };
}
