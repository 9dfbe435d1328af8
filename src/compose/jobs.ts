import { randomUUID } from 'node:crypto';
import { type Config } from '../config/config.js';
import { type BulkResumes } from '../job/bulk-resume.js';
import { createBulkResumes } from '../job/bulk-resumes.js';
import { BulkWorker } from '../job/worker.js';
import { type Store } from '../store/open-store.js';
import { type Authorize, type SelectClaims } from '../stream/caller.js';
import { type Control } from '../stream/control.js';
import { type Directory } from '../stream/directory/directory.js';
import { type Logger } from '../telemetry/logger.js';

export interface JobParts {
  readonly store: Store;
  /** With the grants in force, for every item. */
  readonly authorize: Authorize;
  readonly selectClaims: SelectClaims;
  readonly directory: Directory;
  readonly control: Control;
  readonly logger: Logger;
}

/** Bulk jobs, and this replica's part of the work. */
export function composeJobs(
  { budgets, bulkLeaseMs }: Config,
  { store, authorize, selectClaims, directory, control, logger }: JobParts,
): { readonly bulkResumes: BulkResumes; readonly worker: BulkWorker } {
  const worker = new BulkWorker({
    store: store.jobs,
    control,
    authorize,
    replica: randomUUID(),
    leaseMs: bulkLeaseMs,
    onFault: (code) => {
      logger.warn({ code }, 'bulk work waits for the store');
    },
  });
  const bulkResumes = createBulkResumes({
    store: store.jobs,
    authorize,
    selectClaims,
    perSecond: budgets.ResumeLiveStream,
    listForbidden: async (ingestDomain, call) => (await directory.listForbidden(ingestDomain, call)).sorted,
    wake: () => {
      worker.wake();
    },
  });
  return { bulkResumes, worker };
}
