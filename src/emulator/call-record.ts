import { type IncomingHttpHeaders } from 'node:http';
import { parseQuery } from './wire/query.js';

/** The answer to a call, or the fault that replaced the answer. */
export type RecordedAnswer =
  | { readonly status: number; readonly code?: string | undefined; readonly requestId: string }
  | `fault:${string}`;

/** The record of one API call. Header values and secrets are not kept. */
export interface CallRecord {
  /** The number of the call, counted from 1. Calls that are no longer kept count too. */
  readonly sequence: number;
  /** Arrival time in milliseconds since the Unix epoch, with fractions. */
  readonly at: number;
  /** The header x-acs-action as sent; empty if it is absent. */
  readonly action: string;
  readonly method: string;
  readonly rawQuery: string;
  /** The decoded query; empty if the query cannot be decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The names of all headers, in lower case and in the order of arrival. */
  readonly headers: readonly string[];
  /** The access key id as sent. It is verified only if `signatureVerified` is true. */
  readonly accessKeyId: string | undefined;
  /** The number of the connection, counted from 1. */
  readonly connectionId: number;
  /** The RequestId of this call. With some faults the client does not receive it. */
  readonly requestId: string;
  readonly signatureVerified: boolean;
  /** Undefined until the call is answered. */
  readonly answer: RecordedAnswer | undefined;
  /** Whether the connection ended before the whole answer was written, and no fault ended it. */
  readonly aborted: boolean;
}

/** The data of a call at its arrival. */
export interface Arrival {
  readonly at: number;
  readonly action: string;
  readonly method: string;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly connectionId: number;
  readonly requestId: string;
}

/**
 * The record of a call, which is completed while the call is processed. `params` is decoded on
 * demand, because most records are never read.
 */
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
