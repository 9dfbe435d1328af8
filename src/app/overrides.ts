import { type Emulator } from '../emulator/server.js';
import { type GuardOptions } from '../guard/guard.js';
import { type HttpTimeouts } from '../http/server.js';
import { type BulkResumes } from '../bulk/bulk-resume.js';
import { type LedgerReader, type LedgerWriter } from '../stream/ledger.js';
import { type Logger } from '../telemetry/logger.js';
import { type UpstreamOptions } from '../upstream/index.js';

/** Parts with which a test or an embedding program replaces the usual parts. */
export interface Overrides {
  readonly logger?: Logger;
  readonly guard?: Partial<GuardOptions>;
  readonly upstream?: Partial<UpstreamOptions>;
  readonly emulator?: Emulator;
  readonly bulkResumes?: BulkResumes;
  /**
   * How long open connections may send their last request when the gateway closes, in milliseconds. Default: 5 s, and
   * 1 s if `AUTH_MODE` is `dev` or `none`.
   */
  readonly lingerMs?: number;
  readonly timeouts?: Partial<HttpTimeouts>;
  /** The ledger. Its writes are not timed and not counted. */
  readonly ledger?: LedgerReader & LedgerWriter;
}
