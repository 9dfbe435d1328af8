import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type Row } from '../bench.js';
import { type Metered } from '../gateway/metered.js';
import { EVENTS, EventWorld, STATUS } from './world.js';

const SUBSCRIBERS = 2_000;
const WARM_UP = 400;
const MOST_KIB = 20;
const IDLE_MS = 60_000;
const LISTS = ['DescribeLiveStreamsOnlineList', 'DescribeLiveStreamsBlockList'] as const;

/** Returns the memory after two garbage collections. */
async function memoryOf(gateway: Metered): Promise<{ rss: number; heapUsed: number }> {
  await gateway.ask('collect');
  await sleep(500);
  return gateway.ask('collect');
}

/** Measures the cost of idle subscribers. */
export const eventsIdleBench: Bench = {
  title: 'events-idle: memory, list reads and table reads of 2,000 idle subscribers',
  async run() {
    const world = await EventWorld.start(SUBSCRIBERS);
    const gateway = await world.startGateway({ REPLICAS: '1' });
    world.callBack(gateway);
    const open = (count: number, query: string) =>
      world.watchers.order({
        order: 'open',
        count,
        urls: [gateway.url],
        tokens: world.tokens,
        query,
        variables: query === STATUS ? { streamName: 'match-42' } : {},
        waitsForAnswer: query === STATUS,
      });
    /** Returns the number of reads of the tables, except those of the budgets, which calls read. */
    const statements = async (): Promise<number> => {
      const [row] = await world.query<{ scans: string }>(
        `select sum(coalesce(seq_scan, 0) + coalesce(idx_scan, 0)) as scans from pg_stat_user_tables
         where relname like 'stream_%'`,
      );
      return Number(row?.scans);
    };
    /** Returns the table reads of the gateway in `IDLE_MS`, and the calls of each list. */
    const rest = async (): Promise<{ statements: number; lists: readonly number[] }> => {
      const before = await statements();
      const seen = world.emulator.calls().length;
      await sleep(IDLE_MS);
      const calls = world.emulator.calls().slice(seen);
      return {
        statements: (await statements()) - before,
        lists: LISTS.map((list) => calls.filter(({ action }) => action === list).length),
      };
    };
    try {
      const rows: Row[] = [];
      for (const [name, query] of [
        ['liveStreamEvents', EVENTS],
        ['liveStreamStatus', STATUS],
      ] as const) {
        await open(WARM_UP, query);
        await world.watchers.order({ order: 'break' });
        await sleep(2_000);
        const before = await memoryOf(gateway);
        await open(SUBSCRIBERS, query);
        await sleep(5_000);
        const after = await memoryOf(gateway);
        for (const kind of ['heapUsed', 'rss'] as const)
          rows.push({
            what: `${name}: ${kind} of one idle subscriber`,
            figure: (after[kind] - before[kind]) / SUBSCRIBERS / 1_024,
            unit: 'KiB',
            ideal: MOST_KIB,
            beside: 'the bound',
          });
        if (query === EVENTS) {
          await world.watchers.order({ order: 'break' });
          await sleep(2_000);
        }
      }
      // After this time, the repeated reads that follow a first status have ended.
      await sleep(35_000);
      const watched = await rest();
      await world.watchers.order({ order: 'break' });
      await sleep(2_000);
      const alone = await rest();
      const reads = IDLE_MS / 30_000;
      LISTS.forEach((list, place) =>
        rows.push({
          what: `${list} in 60 s`,
          figure: watched.lists[place] ?? NaN,
          unit: 'calls',
          ideal: reads,
          beside: 'one in 30 s for all subscribers together',
        }),
      );
      rows.push({
        what: 'reads of the tables of actions and events in 60 s',
        figure: watched.statements,
        unit: '',
        ideal: alone.statements,
        beside: 'without a subscriber',
      });
      return rows;
    } finally {
      await gateway.stop();
      await world.stop();
    }
  },
};
