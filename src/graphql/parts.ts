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

/** The services that the resolvers of the schema use. */
export interface SchemaParts {
  readonly service: LiveStreamService;
  readonly authorize: Authorize;
  readonly accounts: AccountRouting;
  readonly readCallBudgets: ReadCallBudgets;
  readonly bulkResumes: BulkResumes;
  readonly directory: Directory;
  /** The ledger of actions. */
  readonly ledger: LedgerReader;
  /** The stored events of streams. */
  readonly events: EventStore;
  /** Watches the status of a stream. */
  readonly watchStatus: WatchStatus;
  readonly watchEvents: WatchEvents;
  /**
   * Checks whether the gateway receives callbacks for a domain. Resolves to undefined if the settings cannot be
   * read. Never rejects.
   */
  readonly hasCallbacks: (domainName: string) => Promise<boolean | undefined>;
  /** The duration of a forbid without an end, in milliseconds. */
  readonly forbidMs: number;
  /**
   * Whether to mark every root field `@authenticated`, for a router that verifies tokens itself. Any other
   * router would refuse such a supergraph, or every request. The gateway checks tokens in both cases. Default:
   * false.
   */
  readonly routerAuthentication?: boolean | undefined;
}
