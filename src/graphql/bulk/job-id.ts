import { StreamError } from '../../stream/errors.js';
import { isStoredId } from '../page/cursor.js';

/**
 * Checks the id of a job.
 * @throws StreamError JOB_NOT_FOUND if no job can have this id
 */
export function parseJobId(id: string): string {
  if (!isStoredId(id)) throw new StreamError('JOB_NOT_FOUND', { outcome: 'NOT_SENT' });
  return id;
}
