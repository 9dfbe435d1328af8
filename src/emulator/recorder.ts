import { type IncomingHttpHeaders } from 'node:http';
import { parseQuery } from './wire/query.js';

/** How a call ended: an answer, or the fault that took its place. Undefined while none has been given. */
export type RecordedAnswer =
  | { readonly status: number; readonly code?: string | undefined; readonly requestId: string }
  | `fault:${string}`;

/** One call of the API as it arrived. Header values and secrets are not kept. */
export interface CallRecord {
  /** Counts from 1, also over calls that have been dropped since. */
  readonly sequence: number;
  /** Arrival in milliseconds of epoch, with fractions. */
  readonly at: number;
  /** As the call says, '' when it does not. */
  readonly action: string;
  readonly method: string;
  readonly rawQuery: string;
  /** Decoded; empty when the query cannot be. */
  readonly params: Readonly<Record<string, string>>;
  /** Names of all headers, lower case, in their order of arrival. */
  readonly headers: readonly string[];
  /** As claimed; believed only with `signatureVerified`. */
  readonly accessKeyId: string | undefined;
  /** Counts connections from 1. */
  readonly connectionId: number;
  readonly signatureVerified: boolean;
  readonly answer: RecordedAnswer | undefined;
  /** The client closed the connection before the answer was written whole. */
  readonly aborted: boolean;
}

/** A record while its call is under way. `params` is decoded on demand: most records are never read. */
export class RecordedCall implements CallRecord {
  accessKeyId: string | undefined;
  signatureVerified = false;
  answer: RecordedAnswer | undefined;
  aborted = false;

  constructor(
    readonly sequence: number,
    readonly at: number,
    readonly action: string,
    readonly method: string,
    readonly rawQuery: string,
    readonly headers: readonly string[],
    readonly connectionId: number,
  ) {}

  get params(): Readonly<Record<string, string>> {
    try {
      return Object.fromEntries(parseQuery(this.rawQuery));
    } catch {
      return {};
    }
  }

  toJSON(): CallRecord {
    const { sequence, at, action, method, rawQuery, params, headers } = this;
    const { accessKeyId, connectionId, signatureVerified, answer, aborted } = this;
    return {
      ...{ sequence, at, action, method, rawQuery, params, headers },
      ...{ accessKeyId, connectionId, signatureVerified, answer, aborted },
    };
  }
}

export interface CallFilter {
  /** Only calls with a greater sequence. */
  readonly since?: number | undefined;
  readonly action?: string | undefined;
  /** Only the newest. */
  readonly last?: number | undefined;
}

const KEPT_CALLS = 100_000;
const KEPT_HEADER_LISTS = 1000;

/** The last 100,000 calls. */
export class Recorder {
  /** A ring: once full, each new call takes the place of the oldest. */
  #ring: RecordedCall[] = [];
  /** Calls of one client carry the same headers: their names are kept once. */
  readonly #headerLists = new Map<string, readonly string[]>();
  #sequence = 0;

  start(
    at: number,
    action: string,
    method: string,
    rawQuery: string,
    headers: IncomingHttpHeaders,
    connectionId: number,
  ): RecordedCall {
    const slot = this.#sequence % KEPT_CALLS;
    this.#sequence += 1;
    const names = this.#intern(Object.keys(headers));
    const call = new RecordedCall(this.#sequence, at, action, method, rawQuery, names, connectionId);
    this.#ring[slot] = call;
    return call;
  }

  /** Oldest first. */
  calls({ since = 0, action, last = KEPT_CALLS }: CallFilter = {}): CallRecord[] {
    const split = this.#sequence % KEPT_CALLS;
    const inOrder =
      this.#ring.length < KEPT_CALLS
        ? this.#ring
        : [...this.#ring.slice(split), ...this.#ring.slice(0, split)];
    const wanted = inOrder.filter(
      (call) => call.sequence > since && (action === undefined || call.action === action),
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
