import { StreamError, type Violation } from '../stream/errors.js';
import { type StoredJob } from './job-store.js';

const KEY = /^[\x21-\x7e]{1,128}$/;

export function keyViolations(idempotencyKey: string | undefined): Violation[] {
  if (idempotencyKey === undefined || KEY.test(idempotencyKey)) return [];
  const message = 'must have 1 to 128 printable characters without spaces';
  return [{ path: 'input.idempotencyKey', rule: 'key', message }];
}

/** @throws StreamError BAD_USER_INPUT with the path `input.idempotencyKey` */
export function checkKey(idempotencyKey: string | undefined): void {
  const violations = keyViolations(idempotencyKey);
  if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
}

/**
 * A job can be retried only after it has ended. Before that, the set of streams that it did not resume can change.
 * @throws StreamError BAD_USER_INPUT with the path `input.id`
 */
export function checkRetryable({ finishedAt, failed, cancelled }: StoredJob): void {
  if (finishedAt === undefined)
    throw refusedJob('ended', 'is the id of a job that has not ended; wait for its end, or cancel it');
  if (failed + cancelled === 0)
    throw refusedJob('retryable', 'is the id of a job without failed or cancelled streams');
}

function refusedJob(rule: string, message: string): StreamError {
  return new StreamError('BAD_USER_INPUT', { violations: [{ path: 'input.id', rule, message }] });
}
