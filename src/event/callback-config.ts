import { type Clock, systemClock } from '../stream/clock.js';
import { type AccountRouting } from '../stream/account.js';
import { secretOf } from '../stream/callback-settings.js';
import { type CallContext, type LiveUpstream } from '../stream/upstream.js';
import { type CallbackAccount, findBySecret } from './callback-accounts.js';

export interface CallbackConfigsParts {
  readonly upstream: LiveUpstream;
  readonly accounts: AccountRouting;
  /** The accounts in force, with their secrets. */
  readonly callbacks: () => readonly CallbackAccount[];
  readonly clock?: Clock | undefined;
}

interface Known {
  readonly has: boolean | undefined;
  readonly untilMs: number;
}

/** Callbacks of a domain are rarely switched off, but can be configured at any time. */
const KEPT_MS = { has: 600_000, hasNot: 60_000 };
const MOST_KEPT = 1_000;

/** Reads from the settings of a domain whether ApsaraVideo Live sends its callbacks to this gateway. */
export class CallbackConfigs {
  readonly #parts: CallbackConfigsParts;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<boolean | undefined>>();

  constructor({ clock = systemClock, ...parts }: CallbackConfigsParts) {
    this.#parts = parts;
    this.#clock = clock;
  }

  /**
   * Never rejects. Makes at most one call per domain in ten minutes if the domain has callbacks, else one per minute.
   * Makes no call if the account has no callback secret.
   * @returns undefined if the settings cannot be read
   */
  has(domainName: string): Promise<boolean | undefined> {
    const account = this.#parts.accounts.find(domainName);
    const { secrets = [] } = this.#parts.callbacks().find(({ name }) => name === account) ?? {};
    if (account === undefined || secrets.length === 0) return Promise.resolve(false);
    const known = this.#known.get(domainName);
    if (known !== undefined && known.untilMs > this.#clock.now()) return Promise.resolve(known.has);
    const reading = this.#reading.get(domainName) ?? this.#read(account, domainName);
    this.#reading.set(domainName, reading);
    return reading;
  }

  async #read(account: string, domainName: string): Promise<boolean | undefined> {
    const has = await this.#isSet(account, domainName).catch(() => undefined);
    const keptMs = has === true ? KEPT_MS.has : KEPT_MS.hasNot;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
    this.#known.delete(domainName);
    this.#known.set(domainName, { has, untilMs: this.#clock.now() + keptMs });
    this.#reading.delete(domainName);
    return has;
  }

  async #isSet(account: string, domainName: string): Promise<boolean> {
    const call: CallContext = {
      correlationId: 'callback-settings',
      signal: AbortSignal.timeout(5_000),
      lane: 'interactive',
      account,
    };
    const settings = await this.#parts.upstream.call(
      'DescribeLiveStreamsNotifyUrlConfig',
      { domainName },
      call,
    );
    const url = settings?.notifyUrl === undefined ? null : URL.parse(settings.notifyUrl.reveal());
    return findBySecret(this.#parts.callbacks(), secretOf(url)).some(({ name }) => name === account);
  }
}
