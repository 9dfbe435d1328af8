import { type StreamAddress } from '../stream/address.js';
import { type ReportedEvent, type StreamEvent } from '../stream/event.js';
import { ANY_APP } from '../stream/names.js';

/** Which events: of a domain, of one app of it, or of one stream. */
export interface EventTarget {
  readonly domainName: string;
  readonly appName?: string | undefined;
  /** Only together with `appName`. */
  readonly streamName?: string | undefined;
}

/** A request for a page of events, newest first. */
export interface EventQuery extends EventTarget {
  /** The size of the page, 1 or more. */
  readonly first: number;
  /** The position of the last event already seen. */
  readonly before?: number | undefined;
}

export interface EventPage {
  /** Newest first. */
  readonly events: readonly StreamEvent[];
  readonly hasMore: boolean;
}

/** Keeps events in one sequence. Every method rejects with STORE_UNAVAILABLE where the store cannot be reached. */
export interface EventStore {
  /**
   * Stores callbacks durably. One that is stored already, from this replica or another, is left as it is: domain, app,
   * stream, kind and time identify it. Names that arrive in lower case are stored as the ledger knows them.
   */
  append(events: readonly ReportedEvent[]): Promise<void>;
  /** The greatest position of all events; 0 if there is no event. */
  latestPosition(): Promise<number>;
  /** The events behind a position, oldest first, at most `limit`. */
  readAfter(position: number, limit: number, target?: EventTarget): Promise<readonly StreamEvent[]>;
  /** In order, each newest first. One statement for each query. */
  listEvents(queries: readonly EventQuery[]): Promise<readonly EventPage[]>;
  /** How many events each target has, counted up to `limit`. In order. One statement for each. */
  countEvents(targets: readonly EventTarget[], limit: number): Promise<readonly number[]>;
  /** The events at these positions, in order; undefined for a position of none. One statement. */
  findEvents(positions: readonly number[]): Promise<readonly (StreamEvent | undefined)[]>;
  /** The callbacks of a domain that happened since then, oldest first, at most `limit`. One statement. */
  listCallbacks(domainName: string, since: Date, limit: number): Promise<readonly StreamEvent[]>;
  /** When the last callback of each domain happened that has one. One look at an index for each domain. */
  lastCallbacks(): Promise<ReadonlyMap<string, Date>>;
}

/** Whether an event belongs to a target. A resume of every app belongs to each app and stream, and not to the domain. */
export function isOfTarget(
  address: StreamAddress,
  { domainName, appName, streamName }: EventTarget,
): boolean {
  if (address.domainName !== domainName) return false;
  if (appName === undefined) return address.appName !== ANY_APP;
  return (
    (address.appName === appName || address.appName === ANY_APP) &&
    (streamName === undefined || address.streamName === streamName)
  );
}
