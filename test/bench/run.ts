import { spawnSync } from 'node:child_process';
import { accessShare } from './access-share.bench.js';
import { type Bench, toTable } from './bench.js';
import { gatewaysBench } from './guard/gateways.bench.js';
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
  gatewaysBench,
  lanesBench,
];

const wanted = process.argv.slice(2);
const chosen = BENCHES.filter(
  ({ title }) => wanted.length === 0 || wanted.some((word) => title.includes(word)),
);
const [first] = chosen;
if (chosen.length === 1 && first !== undefined) {
  process.stdout.write(`\n${first.title}\n${toTable(await first.run())}\n`);
  process.exit(0);
}
// Each in a process of its own: the heap that one leaves behind would hide what the next one takes.
for (const { title } of chosen)
  spawnSync(process.execPath, [import.meta.filename, title], { stdio: 'inherit' });
