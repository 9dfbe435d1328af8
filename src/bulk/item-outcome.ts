import { type StreamError } from '../stream/errors.js';
import { type OutcomeRecord, type PendingItem } from './job-store.js';

/** An item is FAILED after this many attempts that may have reached the upstream. */
const MOST_ATTEMPTS = 6;
/**
 * An item is not sent again after this many times that it was sent and its replica ended before the outcome was
 * written. Each further call could take effect once more.
 */
const MOST_UNANSWERED = 2;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Returns the record of an item after a failed attempt: PENDING if it is tried again later, else FAILED. */
export function toFailedOutcome(
  item: PendingItem,
  failure: StreamError,
  chance: number = Math.random(),
): OutcomeRecord {
  const { code, requestId, outcome, retryable, retryAfterMs = 0 } = failure;
  // A call that was certainly not sent is not an attempt: there was no permit, no store or no connection.
  const attempts = item.attempts + (outcome === 'NOT_SENT' ? 0 : 1);
  const record = { ...toPendingOutcome(item), attempts, requestId, code };
  if (!retryable || attempts >= MOST_ATTEMPTS) return { ...record, outcome: 'FAILED' };
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempts) * chance;
  return { ...record, dueInMs: Math.round(Math.max(retryAfterMs, pauseMs)) };
}

/** Returns the record of an item without an outcome. It is due at once. */
export function toPendingOutcome({ seq, unanswered, attempts }: PendingItem): OutcomeRecord {
  return {
    seq,
    unanswered,
    attempts,
    outcome: 'PENDING',
    requestId: undefined,
    code: undefined,
    dueInMs: 0,
  };
}

/** Returns the FAILED record of an item that was sent too often without an answer, else undefined. */
export function toGivenUpOutcome(item: PendingItem): OutcomeRecord | undefined {
  if (item.unanswered < MOST_UNANSWERED) return undefined;
  return { ...toPendingOutcome(item), outcome: 'FAILED', code: 'UPSTREAM_TIMEOUT' };
}
