import { Pool } from 'undici';
import { Flood } from './flood.js';

/** An order to the load generator. */
export interface LoadOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the mutation; undefined for an endpoint that takes the three names as JSON. */
  readonly query: string | undefined;
  readonly forMs: number;
  /** Whether failures are ignored, because the turn is not measured. */
  readonly mayFail?: boolean | undefined;
  /**
   * The rate in requests per second, independent of the responses. If absent, each connection
   * sends its next request after the response to the last one.
   */
  readonly perSecond?: number | undefined;
}

/** The result of an order. Latencies are in milliseconds. */
export interface LoadReport {
  readonly requests: number;
  readonly failed: number;
  readonly failure?: string | undefined;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const CONNECTIONS = 64;
let streams = 0;

/** Returns a body that resumes another stream each time, because identical resumes share a call. */
function toBody(query: string | undefined): string {
  streams += 1;
  const input = { domainName: 'push.example.com', appName: 'live', streamName: `match-${streams}` };
  return JSON.stringify(query === undefined ? input : { query, variables: { input } });
}

async function run(order: LoadOrder): Promise<LoadReport> {
  const { origin, pathname } = new URL(order.url);
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const headers = { ...order.headers, 'content-type': 'application/json' };
  const flood = new Flood((handler) =>
    pool.dispatch({ path: pathname, method: 'POST', headers, body: toBody(order.query) }, handler),
  );
  const start = performance.now();
  if (order.perSecond === undefined) await flood.closed(CONNECTIONS, order.forMs);
  else await flood.open(order.perSecond, order.forMs);
  const lastedMs = performance.now() - start;
  await pool.close();
  const sorted = flood.latencies.sort((one, other) => one - other);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return {
    requests: sorted.length,
    failed: flood.failed,
    failure: flood.failure,
    perSecond: (sorted.length * 1000) / lastedMs,
    p50: at(0.5),
    p99: at(0.99),
  };
}

process.on('message', (order: LoadOrder) => {
  void run(order).then((report) => process.send?.(report));
});
