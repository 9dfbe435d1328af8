/** What the process of subscribers is ordered to do, over IPC. Each order is answered with a report. */
export type WatcherOrder =
  /** Opens a connection and a subscription for each token and address, in turns. */
  | {
      readonly order: 'open';
      readonly count: number;
      readonly urls: readonly string[];
      readonly tokens: readonly string[];
      readonly query: string;
      readonly variables: Readonly<Record<string, unknown>>;
      /** Whether each is open once it has had its first answer; otherwise once the server has answered a ping. */
      readonly waitsForAnswer: boolean;
    }
  /** Breaks all connections without a word, as a lost network does. */
  | { readonly order: 'break' }
  | { readonly order: 'report' };

export interface WatcherReport {
  /** How long it took until the last subscriber was open. */
  readonly openMs: number;
  readonly open: number;
  /** For each stream name that came, how often it came, and when for the last time, in Unix milliseconds. */
  readonly events: Readonly<Record<string, { readonly count: number; readonly lastAtMs: number }>>;
  /** Connections that the server has closed, and subscriptions that it has ended. */
  readonly lost: number;
}
