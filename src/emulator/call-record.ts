import { type IncomingHttpHeaders } from 'node:http';
import { parseQuery } from './wire/query.js';

/** How a call ended: an answer, or the fault that replaced it. Undefined while none has been given. */
export type RecordedAnswer =
  | { readonly status: number; readonly code?: string | undefined; readonly requestId: string }
  | `fault:${string}`;

/** One call of the API as it arrived. Header values and secrets are not kept. */
export interface CallRecord {
  /** Counts from 1, also over calls that have been dropped since. */
  readonly sequence: number;
  /** Arrival in milliseconds of epoch, with fractions. */
  readonly at: number;
  /** As sent; '' when absent. */
  readonly action: string;
  readonly method: string;
  readonly rawQuery: string;
  /** Decoded; empty when the query cannot be. */
  readonly params: Readonly<Record<string, string>>;
  /** Names of all headers, lower case, in their order of arrival. */
  readonly headers: readonly string[];
  /** As sent; valid only with `signatureVerified`. */
  readonly accessKeyId: string | undefined;
  /** Counts connections from 1. */
  readonly connectionId: number;
  /** The RequestId of this call. A fault may hide it from the client. */
  readonly requestId: string;
  readonly signatureVerified: boolean;
  readonly answer: RecordedAnswer | undefined;
  /** The connection ended before the answer was written whole, and no fault ended it. */
  readonly aborted: boolean;
}

/** What is known of a call when it arrives. */
export interface Arrival {
  readonly at: number;
  readonly action: string;
  readonly method: string;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly connectionId: number;
  readonly requestId: string;
}

/** A record while its call is under way. `params` is decoded on demand: most records are never read. */
export class RecordedCall implements CallRecord {
  accessKeyId: string | undefined;
  signatureVerified = false;
  answer: RecordedAnswer | undefined;
  aborted = false;

  readonly sequence: number;
  readonly at: number;
  readonly action: string;
  readonly method: string;
  readonly rawQuery: string;
  readonly headers: readonly string[];
  readonly connectionId: number;
  readonly requestId: string;

  constructor(sequence: number, arrival: Omit<Arrival, 'headers'>, headers: readonly string[]) {
    this.sequence = sequence;
    this.at = arrival.at;
    this.action = arrival.action;
    this.method = arrival.method;
    this.rawQuery = arrival.rawQuery;
    this.headers = headers;
    this.connectionId = arrival.connectionId;
    this.requestId = arrival.requestId;
  }

  get params(): Readonly<Record<string, string>> {
    try {
      return Object.fromEntries(parseQuery(this.rawQuery));
    } catch {
      return {};
    }
  }

  toJSON(): CallRecord {
    const { sequence, at, action, method, rawQuery, params, headers } = this;
    const { accessKeyId, connectionId, requestId, signatureVerified, answer, aborted } = this;
    return {
      sequence,
      at,
      action,
      method,
      rawQuery,
      params,
      headers,
      accessKeyId,
      connectionId,
      requestId,
      signatureVerified,
      answer,
      aborted,
    };
  }
}
