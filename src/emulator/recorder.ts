import { type Arrival, type CallRecord, RecordedCall } from './call-record.js';

export interface CallFilter {
  /** Only calls with a higher `sequence`. */
  readonly since?: number | undefined;
  readonly action?: string | undefined;
  /** Only calls with this access key. */
  readonly accessKeyId?: string | undefined;
  /** The highest number of calls to return: the newest ones. */
  readonly last?: number | undefined;
}

const KEPT_CALLS = 100_000;
const KEPT_HEADER_LISTS = 1000;

/** Keeps the records of the last 100,000 calls. */
export class Recorder {
  /** A ring buffer: when it is full, each new call replaces the oldest one. */
  #ring: RecordedCall[] = [];
  /** Calls of one client have the same header names, so each list of names is kept only once. */
  readonly #headerLists = new Map<string, readonly string[]>();
  #sequence = 0;

  start({ headers, ...arrival }: Arrival): RecordedCall {
    const slot = this.#sequence % KEPT_CALLS;
    this.#sequence += 1;
    const call = new RecordedCall(this.#sequence, arrival, this.#intern(Object.keys(headers)));
    this.#ring[slot] = call;
    return call;
  }

  /** Returns the calls that match the filter, oldest first. */
  calls({ since = 0, action, accessKeyId, last = KEPT_CALLS }: CallFilter = {}): CallRecord[] {
    const split = this.#sequence % KEPT_CALLS;
    const inOrder =
      this.#ring.length < KEPT_CALLS
        ? this.#ring
        : [...this.#ring.slice(split), ...this.#ring.slice(0, split)];
    const wanted = inOrder.filter(
      (call) =>
        call.sequence > since &&
        (action === undefined || call.action === action) &&
        (accessKeyId === undefined || call.accessKeyId === accessKeyId),
    );
    return last < wanted.length ? wanted.slice(wanted.length - last) : wanted;
  }

  clear(): void {
    this.#ring = [];
    this.#sequence = 0;
  }

  #intern(names: readonly string[]): readonly string[] {
    const key = names.join('\n');
    const known = this.#headerLists.get(key);
    if (known) return known;
    if (this.#headerLists.size < KEPT_HEADER_LISTS) this.#headerLists.set(key, names);
    return names;
  }
}
