import { type StreamAddress } from '../stream/address.js';
import { type ReportedEvent, type StreamEvent } from '../stream/event.js';
import { ANY_APP } from '../stream/names.js';

/** Selects the events of a domain, of one app, or of one stream. */
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
  /** The position of the last event of the previous page. */
  readonly before?: number | undefined;
}

export interface EventPage {
  /** Newest first. */
  readonly events: readonly StreamEvent[];
  readonly hasMore: boolean;
}

/** Keeps events in one sequence. Every method rejects with STORE_UNAVAILABLE if the store cannot be reached. */
export interface EventStore {
  /**
   * Stores callbacks durably. Domain, app, stream, kind and time identify a callback. If it is stored already, by this
   * replica or another one, it stays unchanged. A name in lower case is stored as earlier events of the stream spell it.
   */
  append(events: readonly ReportedEvent[]): Promise<void>;
  /** The highest position of all events. 0 if there are no events. */
  latestPosition(): Promise<number>;
  /** The events after a position, oldest first, at most `limit`. */
  readAfter(position: number, limit: number, target?: EventTarget): Promise<readonly StreamEvent[]>;
  /** One page for each query, in the order of the queries. Makes one statement for each query. */
  listEvents(queries: readonly EventQuery[]): Promise<readonly EventPage[]>;
  /**
   * The number of events of each target, counted up to `limit`, in the order of the targets. Makes one statement for
   * each target.
   */
  countEvents(targets: readonly EventTarget[], limit: number): Promise<readonly number[]>;
  /** The events at these positions, in order. Undefined for a position without an event. Makes one statement. */
  findEvents(positions: readonly number[]): Promise<readonly (StreamEvent | undefined)[]>;
  /** The callbacks of a domain since a time, oldest first, at most `limit`. Makes one statement. */
  listCallbacks(domainName: string, since: Date, limit: number): Promise<readonly StreamEvent[]>;
  /** The time of the last callback of each domain that has callbacks. Needs one index lookup for each domain. */
  lastCallbacks(): Promise<ReadonlyMap<string, Date>>;
}

/**
 * Whether an event belongs to a target. An event with the app `*` (a resume in every app) belongs to targets of any
 * app, but not to a target of the whole domain.
 */
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
