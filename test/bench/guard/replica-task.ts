import { type Lane } from '../../../src/stream/upstream.js';

/** The options of a replica at its start. */
export interface ReplicaTask {
  readonly name: string;
  readonly endpoint: string;
  /** Without a database, the replica does not share its budget. */
  readonly database?: { readonly url: string; readonly schema?: string | undefined } | undefined;
  readonly replicas: number;
}

/** An order to a replica, over IPC. */
export interface ReplicaOrder {
  readonly lane: Lane;
  readonly count: number;
  /** The time between two calls, in milliseconds. */
  readonly everyMs: number;
}

/** The report of a replica, over IPC. */
export interface ReplicaReport {
  readonly done: number;
  readonly failed: readonly string[];
  readonly waitsMs: readonly number[];
}
