import { crashRun } from '../support/bulk-crash.js';
import { type Bench } from './bench.js';

/** The long form of the test: 20 kills at random times during a job of 600 items. */
export const bulkCrashBench: Bench = {
  title: 'bulk-crash: 600 items, 2 replicas, 20 kills',
  async run() {
    const report = await crashRun({ items: 600, kills: 20, perSecond: 15, random: Math.random });
    const most = Math.max(...report.calls.values());
    const twice = [...report.calls.values()].filter((count) => count > 1).length;
    return [
      {
        what: 'items with one outcome',
        figure: report.outcomes.size,
        unit: 'items',
        ideal: 600,
        beside: 'all',
      },
      { what: 'resumed', figure: report.resumed, unit: 'items', ideal: 600, beside: 'all' },
      {
        what: 'streams that were called',
        figure: report.calls.size,
        unit: 'streams',
        ideal: 600,
        beside: 'all',
      },
      { what: 'most calls of one stream', figure: most, unit: 'calls', ideal: 2, beside: 'the bound' },
      {
        what: 'streams called more than once',
        figure: twice,
        unit: 'streams',
        ideal: 0,
        beside: 'without kills',
      },
      { what: 'still forbidden', figure: report.stillForbidden, unit: 'streams', ideal: 0, beside: 'none' },
    ];
  },
};
