import { type BulkResumes } from '../bulk/bulk-resume.js';
import { type AccountRouting } from '../stream/account.js';
import { type ReadCallBudgets } from '../stream/call-budget.js';
import { type Authorize } from '../stream/caller.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { type Directory } from '../stream/directory/directory.js';
import { type LedgerReader } from '../stream/ledger.js';

/** What the schema's resolvers speak to. */
export interface SchemaParts {
  readonly service: LiveStreamService;
  readonly authorize: Authorize;
  readonly accounts: AccountRouting;
  readonly readCallBudgets: ReadCallBudgets;
  readonly bulkResumes: BulkResumes;
  readonly directory: Directory;
  /** What was done, by whom and why. */
  readonly ledger: LedgerReader;
  /** How long a forbid lasts that is given no end. */
  readonly forbidMs: number;
  /**
   * Marks every field at the root `@authenticated`, for a router that verifies tokens itself. A router that does not
   * would refuse such a supergraph, or every request. The check here is the same with and without. Default false.
   */
  readonly routerAuthentication?: boolean | undefined;
}
