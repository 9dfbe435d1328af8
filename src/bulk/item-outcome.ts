import { type StreamError } from '../stream/errors.js';
import { type OutcomeRecord, type PendingItem } from './job-store.js';

/** Attempts that reached the upstream, before an item is given up. */
const MOST_ATTEMPTS = 6;
/** Times that an item was sent and its replica ended before the outcome was written: a third might act a third time. */
const MOST_UNANSWERED = 2;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** What is written of an item whose attempt has failed: PENDING to try it again later, or FAILED. */
export function toFailedOutcome(
  item: PendingItem,
  failure: StreamError,
  chance: number = Math.random(),
): OutcomeRecord {
  const { code, requestId, outcome, retryable, retryAfterMs = 0 } = failure;
  // A call that surely was not sent, for want of a permit, of the store or of a connection, is no attempt.
  const attempts = item.attempts + (outcome === 'NOT_SENT' ? 0 : 1);
  const record = { ...toPendingOutcome(item), attempts, requestId, code };
  if (!retryable || attempts >= MOST_ATTEMPTS) return { ...record, outcome: 'FAILED' };
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempts) * chance;
  return { ...record, dueInMs: Math.round(Math.max(retryAfterMs, pauseMs)) };
}

/** No outcome yet: the item is due at once. */
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

/** What is written of an item that was sent so often without an answer that it is not sent again; else undefined. */
export function toGivenUpOutcome(item: PendingItem): OutcomeRecord | undefined {
  if (item.unanswered < MOST_UNANSWERED) return undefined;
  return { ...toPendingOutcome(item), outcome: 'FAILED', code: 'UPSTREAM_TIMEOUT' };
}
