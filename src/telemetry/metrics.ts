import { Registry } from 'prom-client';
import { type CallLabels, type CallMetrics, createCallMetrics } from './call-metrics.js';
import { createGuardMetrics, type GuardMetrics } from './guard-metrics.js';
import { createMeters } from './meters.js';
import { processMetrics } from './process-metrics.js';

export { type CallMetrics } from './call-metrics.js';
export { type GuardMetrics } from './guard-metrics.js';

export interface Metrics {
  readonly guard: GuardMetrics;
  readonly calls: CallMetrics;
  /** The answer of `GET /metrics` in Prometheus’ text format. */
  page(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Metrics in a registry of their own, so that several gateways can live in one process. */
export function createMetrics(labels: CallLabels): Metrics {
  const registry = new Registry();
  const meters = createMeters(registry);
  const ofProcess = processMetrics();
  return {
    guard: createGuardMetrics(meters, labels.operations),
    calls: createCallMetrics(meters, labels),
    async page() {
      const texts = await Promise.all([registry.metrics(), ofProcess.metrics()]);
      return { contentType: registry.contentType, text: texts.join('\n') };
    },
  };
}
