import { takeoverRun } from '../support/bulk-takeover.js';
import { type Bench } from './bench.js';

const ITEMS = 600;
const LEASE_MS = 5000;

/** Measures the takeover of a job by another replica. The bound is the lease and one second. */
export const bulkTakeoverBench: Bench = {
  title: 'bulk-takeover: 600 items, 2 replicas, kill -9 of the holder',
  async run() {
    const { gapMs, mostCalls, resumed, failed } = await takeoverRun({
      items: ITEMS,
      perSecond: 30,
      leaseMs: LEASE_MS,
    });
    return [
      {
        what: 'longest time without a call',
        figure: gapMs / 1000,
        unit: 's',
        ideal: LEASE_MS / 1000,
        beside: 'the lease (bound: 1 s more)',
      },
      { what: 'most calls of one stream', figure: mostCalls, unit: 'calls', ideal: 2, beside: 'the bound' },
      { what: 'resumed', figure: resumed, unit: 'items', ideal: ITEMS, beside: 'all' },
      { what: 'failed', figure: failed, unit: 'items', ideal: 0, beside: 'none' },
    ];
  },
};
