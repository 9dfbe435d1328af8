import { collectDefaultMetrics, Registry } from 'prom-client';
import { droppedLines } from './destination.js';
import { createMeters } from './meters.js';

let shared: Registry | undefined;

/**
 * Returns the metrics of the process: CPU, memory, garbage collection, event-loop lag and dropped log lines. All
 * gateways in the process share them.
 */
export function processMetrics(): Registry {
  if (shared !== undefined) return shared;
  shared = new Registry();
  collectDefaultMetrics({ register: shared });
  createMeters(shared).counter(
    'log_lines_dropped',
    'Log lines that were dropped because standard error could not be written.',
    [],
    function () {
      this.reset();
      this.inc(droppedLines());
    },
  );
  return shared;
}
