import { type BulkResumes } from '../bulk/bulk-resume.js';
import { type WatchedEvents } from '../event/watch-events.js';
import { type EventStore } from '../event/event-store.js';
import { type AccountRouting } from '../stream/account.js';
import { type StreamAddress } from '../stream/address.js';
import { type ReadCallBudgets } from '../stream/call-budget.js';
import { type Authorize } from '../stream/caller.js';
import { type StreamEvent } from '../stream/event.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { type StreamStatus } from '../stream/directory/read-status.js';
import { type Directory } from '../stream/directory/directory.js';
import { type LedgerReader } from '../stream/ledger.js';

/** See `StatusHub.watch`. */
export type WatchStatus = (
  address: StreamAddress,
  signal: AbortSignal,
) => AsyncIterable<StreamStatus | undefined>;

/** See `watchEvents`. */
export type WatchEvents = (watched: WatchedEvents) => AsyncIterable<StreamEvent>;

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
  /** What happened to streams. */
  readonly events: EventStore;
  /** The status of streams that are watched. */
  readonly watchStatus: WatchStatus;
  readonly watchEvents: WatchEvents;
  /** Whether callbacks arrive for a domain; undefined where that cannot be read. Never rejects. */
  readonly hasCallbacks: (domainName: string) => Promise<boolean | undefined>;
  /** How long a forbid lasts that is given no end. */
  readonly forbidMs: number;
  /**
   * Marks every field at the root `@authenticated`, for a router that verifies tokens itself. A router that does not
   * would refuse such a supergraph, or every request. The check here is the same with and without. Default false.
   */
  readonly routerAuthentication?: boolean | undefined;
}
