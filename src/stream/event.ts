import { type StreamAddress } from './address.js';

export const STREAM_EVENT_KINDS = ['PUBLISHED', 'UNPUBLISHED', 'FORBIDDEN', 'CUT', 'RESUMED'] as const;
export type StreamEventKind = (typeof STREAM_EVENT_KINDS)[number];

/** `CALLBACK`: ApsaraVideo Live reported the event. `GATEWAY`: an action through this gateway succeeded. */
export type StreamEventSource = 'CALLBACK' | 'GATEWAY';

/** A change of a stream. */
export interface StreamEvent {
  /**
   * The position in the sequence of all events, starting at 1. An event that is committed later has a greater position,
   * so a reader that has read up to a position has missed no earlier event. The sequence has gaps.
   */
  readonly position: number;
  /** The app name is `*` for a resume of every app. */
  readonly address: StreamAddress;
  readonly kind: StreamEventKind;
  readonly source: StreamEventSource;
  /** The time of the event, on the clock of its source. Callbacks report whole seconds. */
  readonly at: Date;
  /** The id of the action in the ledger that caused the event. */
  readonly actionId: string | undefined;
  /** The end time of a forbid. */
  readonly until: Date | undefined;
  /**
   * Whether the domain is known to belong to the account. If not, the event is shown only to callers whose grants
   * contain the exact name of the domain.
   */
  readonly isDomainKnown: boolean;
}

/** A callback of ApsaraVideo Live that is not stored yet. */
export interface ReportedEvent {
  readonly address: StreamAddress;
  readonly kind: 'PUBLISHED' | 'UNPUBLISHED';
  /** In whole seconds. */
  readonly at: Date;
  readonly isDomainKnown: boolean;
}
