import { spawnSync } from 'node:child_process';
import { accessShare } from './access-share.bench.js';
import { accountIsolationBench } from './accounts/isolation.bench.js';
import { accountStartBench } from './accounts/start.bench.js';
import { actionsBench } from './actions.bench.js';
import { accountsBench } from './accounts/accounts.bench.js';
import { type Bench, toTable } from './bench.js';
import { bulkCrashBench } from './bulk-crash.bench.js';
import { bulkMemoryBench } from './bulk-memory.bench.js';
import { bulkTakeoverBench } from './bulk-takeover.bench.js';
import { bulkBench } from './bulk.bench.js';
import { clientsBench } from './clients.bench.js';
import { commandBench } from './command.bench.js';
import { consoleBench } from './console/console.bench.js';
import { directoryBench } from './directory.bench.js';
import { eventsCallbacksBench } from './events/callbacks.bench.js';
import { eventsFanOutBench } from './events/fan-out.bench.js';
import { eventsIdleBench } from './events/idle.bench.js';
import { eventsReconnectBench } from './events/reconnect.bench.js';
import { gatewayBench } from './gateway/gateway.bench.js';
import { gatewaysBench } from './guard/gateways.bench.js';
import { guardCostBench } from './guard/guard-cost.bench.js';
import { lanesBench } from './guard/lanes.bench.js';
import { restoreBench } from './guard/restore.bench.js';
import { waitingBench } from './guard/waiting.bench.js';
import { readsBench } from './reads.bench.js';
import { scaleSimulationBench } from './scale/scale-simulation.bench.js';
import { telemetryBench } from './telemetry.bench.js';
import { ledgerBench } from './ledger.bench.js';
import { upstreamFaults } from './upstream-faults.bench.js';

/**
 * `npm run bench` runs all benchmarks. `npm run bench -- faults` runs those with this word in the
 * title. A word that is the name of a benchmark (its title up to the colon) runs only that one.
 */
const BENCHES: readonly Bench[] = [
  upstreamFaults,
  clientsBench,
  accessShare,
  gatewayBench,
  readsBench,
  directoryBench,
  guardCostBench,
  waitingBench,
  restoreBench,
  gatewaysBench,
  accountsBench,
  accountIsolationBench,
  accountStartBench,
  scaleSimulationBench,
  lanesBench,
  telemetryBench,
  ledgerBench,
  actionsBench,
  bulkBench,
  bulkCrashBench,
  bulkTakeoverBench,
  bulkMemoryBench,
  eventsFanOutBench,
  eventsCallbacksBench,
  eventsIdleBench,
  eventsReconnectBench,
  consoleBench,
  commandBench,
];

const wanted = process.argv.slice(2);
const nameOf = ({ title }: Bench): string => title.split(':', 1).join('');
const isMeant = (bench: Bench, word: string): boolean =>
  BENCHES.some((other) => nameOf(other) === word) ? nameOf(bench) === word : bench.title.includes(word);
const chosen = BENCHES.filter((bench) => wanted.length === 0 || wanted.some((word) => isMeant(bench, word)));
const [first] = chosen;
if (chosen.length === 1 && first !== undefined) {
  process.stdout.write(`\n${first.title}\n${toTable(await first.run())}\n`);
  process.exit(0);
}
// Each runs in a separate process, so that the heap of one does not distort the memory of the next.
for (const { title } of chosen)
  spawnSync(process.execPath, [import.meta.filename, title], { stdio: 'inherit' });
