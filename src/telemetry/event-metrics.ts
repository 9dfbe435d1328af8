import { type Meters } from './meters.js';

/** The metrics of callbacks. */
export interface EventMetrics {
  /**
   * Counts a callback.
   * @param result `stored`, or the reason of the refusal
   */
  onCallback(result: string): void;
}

export function createEventMetrics({ counter }: Meters, reasons: readonly string[]): EventMetrics {
  const callbacks = counter('callbacks', 'Stream callbacks of ApsaraVideo Live, by result.', ['result']);
  // Start at 0, because Prometheus sees no increase in a counter that first appears with 1.
  for (const result of ['stored', ...reasons]) callbacks.inc({ result }, 0);
  return {
    onCallback: (result) => {
      callbacks.inc({ result });
    },
  };
}
