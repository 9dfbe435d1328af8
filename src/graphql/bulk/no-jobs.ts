import { type BulkResumes } from '../../job/bulk-resume.js';
import { StreamError } from '../../stream/errors.js';

const refuse = (code: 'STORE_UNAVAILABLE' | 'JOB_NOT_FOUND') => (): never => {
  throw new StreamError(code);
};

/** Where nothing keeps jobs: none can be started, and none is found. */
export const NO_JOBS: BulkResumes = {
  start: refuse('STORE_UNAVAILABLE'),
  cancel: refuse('JOB_NOT_FOUND'),
  find: () => Promise.resolve(undefined),
  listItems: refuse('JOB_NOT_FOUND'),
  watch: refuse('JOB_NOT_FOUND'),
};
