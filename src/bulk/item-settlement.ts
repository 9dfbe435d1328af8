import { type StreamError } from '../stream/errors.js';
import { type LeasedItem, type Settlement } from './job-store.js';

/** Attempts that reached the upstream, before an item is given up. */
const MOST_ATTEMPTS = 6;
/**
 * Replicas that went away with an item, before it is given up: it may be what ends them. Many, since most of what a
 * replica holds when it goes away was only waiting for its turn.
 */
const MOST_LOST = 20;
/** Times that an item was sent and its replica went away before the answer was kept: a third might act a third time. */
const MOST_UNANSWERED = 2;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** What is to be done with an item whose attempt has failed: later once more, or the failure stays. */
export function toFailedSettlement(
  item: LeasedItem,
  failure: StreamError,
  chance: number = Math.random(),
): Settlement {
  const { code, requestId, outcome, retryable, retryAfterMs = 0 } = failure;
  // A call that was certainly not sent, for lack of a permit, the store or a connection, does not count against the
  // item.
  const attempts = item.attempts + (outcome === 'NOT_SENT' ? 0 : 1);
  const verdict = { ...toPendingSettlement(item), attempts, requestId, code };
  if (!retryable || attempts >= MOST_ATTEMPTS) return { ...verdict, outcome: 'FAILED' };
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempts) * chance;
  return { ...verdict, dueInMs: Math.round(Math.max(retryAfterMs, pauseMs)) };
}

/** It has no outcome yet: any replica may lease it at once. */
export function toPendingSettlement({ jobId, seq, lost, unanswered, attempts }: LeasedItem): Settlement {
  const open = { outcome: 'PENDING', requestId: undefined, code: undefined, dueInMs: 0 } as const;
  return { jobId, seq, lost, unanswered, attempts, ...open };
}

/** Whether an item was lost with so many replicas that it is not tried again; its outcome is unknown. */
export function isGivenUp({ lost, unanswered }: LeasedItem): boolean {
  return lost >= MOST_LOST || unanswered >= MOST_UNANSWERED;
}
