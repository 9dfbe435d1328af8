import { type Emulator } from '../emulator/server.js';
import { type GuardOptions } from '../guard/guard.js';
import { type HttpTimeouts } from '../http/server.js';
import { type BulkResumes } from '../bulk/bulk-resume.js';
import { type LedgerReader, type LedgerWriter } from '../stream/ledger.js';
import { type Logger } from '../telemetry/logger.js';
import { type UpstreamOptions } from '../upstream/index.js';

/** Parts that a test or an embedding program puts in place of the usual ones. */
export interface Overrides {
  readonly logger?: Logger;
  readonly guard?: Partial<GuardOptions>;
  readonly upstream?: Partial<UpstreamOptions>;
  readonly emulator?: Emulator;
  readonly bulkResumes?: BulkResumes;
  /** How long kept connections may send their last request when the gateway closes. Default 1 s. */
  readonly lingerMs?: number;
  readonly timeouts?: Partial<HttpTimeouts>;
  /** Taken as it is: its writes are neither timed nor counted. */
  readonly ledger?: LedgerReader & LedgerWriter;
}
