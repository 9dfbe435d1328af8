import { Registry } from 'prom-client';
import { type CallLabels, type CallMetrics, createCallMetrics } from './call-metrics.js';
import { createEventMetrics, type EventMetrics } from './event-metrics.js';
import { createGuardMetrics, type GuardMetrics } from './guard-metrics.js';
import { createMeters } from './meters.js';
import { processMetrics } from './process-metrics.js';

export { type CallMetrics } from './call-metrics.js';
export { type AccountGuardMetrics, type GuardMetrics } from './guard-metrics.js';

export interface Metrics {
  readonly guard: GuardMetrics;
  readonly calls: CallMetrics;
  readonly events: EventMetrics;
  /** Returns the answer to `GET /metrics` in the text format of Prometheus. */
  page(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/**
 * The labels of the info metric, whose value is always 1. They do not change while the gateway runs. They are
 * read with the metrics page.
 */
export interface GatewayInfo {
  /** The client for ApsaraVideo Live, `core` or `sdk@3.0.1`. */
  readonly client: string;
  /** The version of the gateway. */
  readonly version: string;
}

/** Creates metrics in their own registry, so that one process can have several gateways. */
export function createMetrics(
  labels: CallLabels & { readonly callbackReasons?: readonly string[] },
  info: GatewayInfo,
): Metrics {
  const registry = new Registry();
  const meters = createMeters(registry);
  const ofProcess = processMetrics();
  const about = 'The client for ApsaraVideo Live and the version of the gateway';
  meters.gauge('info', about, ['client', 'version'], function () {
    this.set({ client: info.client, version: info.version }, 1);
  });
  return {
    guard: createGuardMetrics(meters, labels.operations),
    calls: createCallMetrics(meters, labels),
    events: createEventMetrics(meters, labels.callbackReasons ?? []),
    async page() {
      const texts = await Promise.all([registry.metrics(), ofProcess.metrics()]);
      return { contentType: registry.contentType, text: texts.join('\n') };
    },
  };
}
