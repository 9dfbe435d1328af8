import { type Got, type Target } from './exchange.js';

/** One request that must be refused, and how. */
export interface HostileCase {
  readonly title: string;
  readonly send: (target: Target) => Promise<Got>;
  readonly status: number;
  /** Empty if the connection is refused before a request is read. */
  readonly code: string;
}

export const hostile = (
  title: string,
  status: number,
  code: string,
  send: HostileCase['send'],
): HostileCase => ({ title, send, status, code });
