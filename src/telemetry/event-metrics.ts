import { type Meters } from './meters.js';

/** What happens to callbacks, counted. */
export interface EventMetrics {
  /** @param result `stored`, or the reason for which it was refused */
  onCallback(result: string): void;
}

export function createEventMetrics({ counter }: Meters, reasons: readonly string[]): EventMetrics {
  const callbacks = counter('callbacks', 'Stream callbacks of ApsaraVideo Live, by what became of them.', [
    'result',
  ]);
  // Starts at 0, since Prometheus sees no increase in a counter that appears at 1.
  for (const result of ['stored', ...reasons]) callbacks.inc({ result }, 0);
  return {
    onCallback: (result) => {
      callbacks.inc({ result });
    },
  };
}
