import { createHash } from 'node:crypto';
import { toStreamKey } from '../stream/directory/stream-list.js';
import { StreamError } from '../stream/errors.js';
import { type BulkResumeRequest } from './bulk-resume.js';
import { type StoredJob } from './job-store.js';

/**
 * Returns the hash of what a request resumes. Requests with the same domain and the same streams have the same hash, in
 * any order and with any reason.
 */
export function hashOfStart({ domainName, appName, streams }: BulkResumeRequest): string {
  return hash(['start', domainName, appName ?? null, streams?.map(toStreamKey).toSorted() ?? null]);
}

/** Returns the hash of a retry of a job. */
export function hashOfRetry(jobId: string): string {
  return hash(['retry', jobId]);
}

function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/**
 * Checks that a job with the idempotency key of a request was started by the same request. Otherwise its caller would
 * get a job that resumes other streams. Jobs of earlier versions have no hash and are not checked.
 * @throws StreamError BAD_USER_INPUT with the path `input.idempotencyKey`
 */
export function checkSameRequest({ requestHash }: StoredJob, expected: string): void {
  if (requestHash === undefined || requestHash === expected) return;
  const message = 'was used for another request; use a new key for each job';
  throw new StreamError('BAD_USER_INPUT', {
    violations: [{ path: 'input.idempotencyKey', rule: 'reused', message }],
  });
}
