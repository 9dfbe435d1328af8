import { type Lane } from '../../../src/stream/upstream.js';

/** What a replica is told when it is started. */
export interface ReplicaTask {
  readonly name: string;
  readonly endpoint: string;
  /** Without a database the replica has the budget to itself. */
  readonly database?: { readonly url: string; readonly schema?: string | undefined } | undefined;
  readonly replicas: number;
}

/** What it is told to do, over IPC. */
export interface ReplicaOrder {
  readonly lane: Lane;
  readonly count: number;
  /** Between one call and the next. */
  readonly everyMs: number;
}

/** What it answers, over IPC. */
export interface ReplicaReport {
  readonly done: number;
  readonly failed: readonly string[];
  readonly waitsMs: readonly number[];
}
