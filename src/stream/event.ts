import { type StreamAddress } from './address.js';

export const STREAM_EVENT_KINDS = ['PUBLISHED', 'UNPUBLISHED', 'FORBIDDEN', 'CUT', 'RESUMED'] as const;
export type StreamEventKind = (typeof STREAM_EVENT_KINDS)[number];

/** `CALLBACK`: ApsaraVideo Live reported it. `GATEWAY`: an action through this gateway has succeeded. */
export type StreamEventSource = 'CALLBACK' | 'GATEWAY';

/** Something that happened to a stream. */
export interface StreamEvent {
  /**
   * Its place in the sequence of all events, from 1. An event that is committed later has a greater one, so that a reader
   * which has read up to a position has missed nothing before it. There are gaps.
   */
  readonly position: number;
  /** The app name is `*` where a resume was for every app. */
  readonly address: StreamAddress;
  readonly kind: StreamEventKind;
  readonly source: StreamEventSource;
  /** When it happened, by the clock of its source; callbacks have whole seconds. */
  readonly at: Date;
  /** The action in the ledger that it comes from. */
  readonly actionId: string | undefined;
  /** Until when a forbid lasts. */
  readonly until: Date | undefined;
  /**
   * Whether the domain is known to belong to the account. If not, it is shown only to callers whose grants name the
   * domain.
   */
  readonly isDomainKnown: boolean;
}

/** A callback of ApsaraVideo Live, before it is stored. */
export interface ReportedEvent {
  readonly address: StreamAddress;
  readonly kind: 'PUBLISHED' | 'UNPUBLISHED';
  /** In whole seconds. */
  readonly at: Date;
  readonly isDomainKnown: boolean;
}
