/** An order to the process of subscribers, over IPC. The process answers each with a report. */
export type WatcherOrder =
  /** Opens connections with one subscription each. Tokens and addresses are used in turn. */
  | {
      readonly order: 'open';
      readonly count: number;
      readonly urls: readonly string[];
      readonly tokens: readonly string[];
      readonly query: string;
      readonly variables: Readonly<Record<string, unknown>>;
      /**
       * Whether a subscription counts as open after its first event. If false, it counts as open
       * after the answer to a ping.
       */
      readonly waitsForAnswer: boolean;
    }
  /** Terminates all connections without a close frame, as a network failure does. */
  | { readonly order: 'break' }
  | { readonly order: 'report' };

export interface WatcherReport {
  /** The time until the last subscription was open. */
  readonly openMs: number;
  readonly open: number;
  /** By stream name: the number of events, and the Unix time of the last one in milliseconds. */
  readonly events: Readonly<Record<string, { readonly count: number; readonly lastAtMs: number }>>;
  /** The number of connections that the server closed and of subscriptions that it ended. */
  readonly lost: number;
}
