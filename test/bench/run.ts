import { accessShare } from './access-share.bench.js';
import { type Bench, toTable } from './bench.js';
import { guardCostBench } from './guard/guard-cost.bench.js';
import { lanesBench } from './guard/lanes.bench.js';
import { restoreBench } from './guard/restore.bench.js';
import { waitingBench } from './guard/waiting.bench.js';
import { upstreamFaults } from './upstream-faults.bench.js';

/** `npm run bench`, or `npm run bench -- faults` for those whose title has the word. */
const BENCHES: readonly Bench[] = [
  upstreamFaults,
  accessShare,
  guardCostBench,
  waitingBench,
  restoreBench,
  lanesBench,
];

const wanted = process.argv.slice(2);
for (const bench of BENCHES) {
  if (wanted.length > 0 && !wanted.some((word) => bench.title.includes(word))) continue;
  process.stdout.write(`\n${bench.title}\n`);
  process.stdout.write(`${toTable(await bench.run())}\n`);
}
process.exit(0);
