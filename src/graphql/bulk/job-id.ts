import { StreamError } from '../../stream/errors.js';
import { isStoredId } from '../page/cursor.js';

/** @throws StreamError JOB_NOT_FOUND where no job can have this id */
export function parseJobId(id: string): string {
  if (!isStoredId(id)) throw new StreamError('JOB_NOT_FOUND', { outcome: 'NOT_SENT' });
  return id;
}
