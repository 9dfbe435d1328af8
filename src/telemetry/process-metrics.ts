import { collectDefaultMetrics, Registry } from 'prom-client';

let shared: Registry | undefined;

/** CPU, memory, garbage collection and event-loop lag: of the process, however many gateways live in it. */
export function processMetrics(): Registry {
  if (shared !== undefined) return shared;
  shared = new Registry();
  collectDefaultMetrics({ register: shared });
  return shared;
}
