import { randomUUID } from 'node:crypto';
import { type Config } from '../config/config.js';
import { type BulkResumes } from '../bulk/bulk-resume.js';
import { createBulkResumes } from '../bulk/bulk-resumes.js';
import { BulkWorker } from '../bulk/worker.js';
import { type Store } from '../store/open-store.js';
import { type AccountRouting } from '../stream/account.js';
import { type Authorize, type SelectClaims } from '../stream/caller.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { createWasForbidden } from '../stream/was-forbidden.js';
import { type Directory } from '../stream/directory/directory.js';
import { type Logger } from '../telemetry/logger.js';

export interface BulkParts {
  readonly accounts: AccountRouting & { perSecondOf(account: string): number };
  readonly store: Store;
  /** Authorizes every item by the current grants. */
  readonly authorize: Authorize;
  readonly selectClaims: SelectClaims;
  readonly directory: Directory;
  readonly service: LiveStreamService;
  readonly logger: Logger;
}

/** Creates the bulk jobs and the worker of this replica. */
export function createBulk(
  { bulkLeaseMs }: Config,
  { accounts, store, authorize, selectClaims, directory, service, logger }: BulkParts,
): { readonly bulkResumes: BulkResumes; readonly worker: BulkWorker } {
  const worker = new BulkWorker({
    store: store.jobs,
    service,
    authorize,
    wasForbidden: createWasForbidden({ authorize, directory }),
    replica: randomUUID(),
    leaseMs: bulkLeaseMs,
    onFault: (code) => {
      logger.warn({ code }, 'bulk jobs wait for the store');
    },
  });
  const bulkResumes = createBulkResumes({
    store: store.jobs,
    authorize,
    selectClaims,
    accounts,
    perSecondOf: (account) => accounts.perSecondOf(account),
    listForbidden: async (ingestDomain, call) => (await directory.listForbidden(ingestDomain, call)).sorted,
    wake: () => {
      worker.wake();
    },
    changes: (onChange) => store.signal.subscribe('jobs', onChange),
  });
  return { bulkResumes, worker };
}
