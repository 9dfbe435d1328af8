import {
  type EmulatedAccount,
  type EmulatedStream,
  type EmulatorOptions,
  type SeededEncoder,
  type SeededForbid,
  type SeededOnline,
} from '../options.js';
import { type CallbackFaults } from './callback-faults.js';
import { Callbacks } from './callbacks.js';
import { Domains, toAccountId } from './domains.js';
import { Encoders } from './encoders.js';
import { type ForbidEntry, ForbidList } from './forbid-list.js';
import { Notifications } from './notifications.js';
import { OnlineStreams } from './online-streams.js';

/**
 * Documented: at most 10,000 forbidden streams. The documentation does not state whether this limit
 * is per account or per domain. The emulator applies it per account.
 */
const FORBID_LIMIT = 10_000;

/**
 * Documented since 2025: a forbid without an end time ends after six months. The emulator uses
 * calendar months in UTC. If the last month does not have this day, the forbid ends on the last day
 * of the month.
 */
function sixMonthsAfter(ms: number): number {
  const end = new Date(ms);
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + 6);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  return end.setUTCDate(Math.min(day, lastDay));
}

export interface WorldParts {
  readonly options: EmulatorOptions;
  /** By access key. */
  readonly accounts: ReadonlyMap<string, EmulatedAccount>;
  readonly wall: () => number;
  readonly callbackFaults: CallbackFaults;
}

/** The data that API calls read and change. */
export class World {
  readonly domains: Domains;
  readonly online = new OnlineStreams();
  readonly notifications: Notifications;
  readonly encoders = new Encoders((stream) => this.publish(stream));
  readonly #callbacks: Callbacks;
  readonly #forbids = new Map<string, ForbidList>();
  readonly #wall: () => number;

  constructor({ options, accounts, wall, callbackFaults }: WorldParts) {
    this.#wall = wall;
    this.domains = new Domains(options.domains, accounts);
    for (const account of accounts.values()) this.#forbids.set(toAccountId(account), new ForbidList(wall));
    const records = (options.seed?.notifyRecords ?? []).map((record) => ({
      ...this.#named(record),
      atMs: record.atMs ?? wall(),
    }));
    this.notifications = new Notifications(records);
    this.#callbacks = new Callbacks({
      notifications: this.notifications,
      faults: callbackFaults,
      wall,
      settings: options.callbacks,
    });
    for (const stream of options.seed?.online ?? []) this.publish(stream);
    for (const stream of options.seed?.forbidden ?? []) this.forbid(stream);
    for (const encoder of options.seed?.encoders ?? []) this.startEncoder(encoder);
  }

  /** Returns the forbid list of the account that has this ingest domain. */
  forbidsOf(domainName: string): ForbidList {
    const { accountId } = this.domains.ingest(domainName).group;
    const list = this.#forbids.get(accountId);
    if (!list) throw new TypeError(`No forbid list for the owner of ${domainName}`);
    return list;
  }

  /** Forbids a stream and cuts it; false if the list is full. */
  forbid(stream: SeededForbid): boolean {
    const { domainName, appName, streamName } = this.#named(stream);
    const untilMs = stream.untilMs ?? sixMonthsAfter(this.#wall());
    const listed = this.forbidsOf(domainName).add({ domainName, appName, streamName, untilMs }, FORBID_LIMIT);
    if (listed) this.cut({ domainName, appName, streamName });
    return listed;
  }

  /** Puts a stream on air; false if the stream is forbidden and stays offline. */
  publish(stream: SeededOnline): boolean {
    const named = this.#named(stream);
    if (this.forbidsOf(named.domainName).has(named)) return false;
    this.online.publish(named, stream.publishedAtMs ?? this.#wall());
    this.#callbacks.published(named);
    return true;
  }

  /** Takes a stream off air. Its simulated encoder connects again. */
  cut(stream: EmulatedStream): void {
    const named = this.#named(stream);
    if (!this.online.cut(named)) return;
    this.#callbacks.ended(named);
    this.encoders.cut(named);
  }

  startEncoder(encoder: SeededEncoder): void {
    this.encoders.start(this.#named(encoder));
  }

  /** Stops the encoder of a stream and takes the stream off air. Returns false if the stream has no encoder. */
  stopEncoder(stream: EmulatedStream): boolean {
    const named = this.#named(stream);
    const isThere = this.encoders.stop(named);
    if (isThere) this.cut(named);
    return isThere;
  }

  /** Stops all encoders and callbacks. */
  close(): void {
    this.encoders.close();
    this.#callbacks.close();
  }

  /** Returns the forbidden streams of all accounts. */
  forbidden(): ForbidEntry[] {
    return [...this.#forbids.values()].flatMap((list) => list.entries());
  }

  #named<S extends EmulatedStream>(stream: S): S {
    return { ...stream, domainName: this.domains.ingest(stream.domainName).name };
  }
}
