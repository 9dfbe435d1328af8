import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench } from '../bench.js';
import { type Metered } from '../gateway/metered.js';
import { percentile } from '../guard/replicas.js';
import { EventWorld, sendCallback, type SentCallback } from './world.js';

const PER_SECOND = 200;
const SECONDS = 60;
const KILLED_AFTER_S = 20;
/** One callback in this number is sent twice. */
const DOUBLED = 20;
/** As ApsaraVideo Live does: one attempt and five retries, one second apart. */
const TRIES = 6;
const APART_MS = 1_000;

/** Sends many callbacks, while one of two replicas is killed. */
export const eventsCallbacksBench: Bench = {
  title: 'events-callbacks: 200 callbacks a second for 60 s, one of two replicas killed',
  async run() {
    const world = await EventWorld.start(0);
    const replicas = [await world.startGateway(), await world.startGateway()] as const;
    const [killed, survivor] = replicas;
    let isKilled = false;
    const tookMs: number[] = [];
    let resent = 0;
    let failed = 0;
    /** Sends one callback with its retries. Each retry goes to the other replica. */
    const report = async (callback: SentCallback, n: number): Promise<void> => {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        if (attempt > 0) {
          resent += 1;
          await sleep(APART_MS);
        }
        const target: Metered = (n + attempt) % 2 === 0 ? killed : survivor;
        const startMs = performance.now();
        if ((await sendCallback(target, callback)) === 200) {
          tookMs.push(performance.now() - startMs);
          return;
        }
      }
      failed += 1;
    };
    try {
      const running: Promise<void>[] = [];
      const startMs = performance.now();
      for (let n = 0; n < PER_SECOND * SECONDS; n += 1) {
        const callback = { streamName: `n-${n}`, time: Math.floor(Date.now() / 1_000) };
        running.push(report(callback, n));
        if (n % DOUBLED === 0) running.push(report(callback, n + 1));
        if (!isKilled && n >= KILLED_AFTER_S * PER_SECOND) {
          isKilled = true;
          await killed.stop();
        }
        const aheadMs = startMs + (n * 1_000) / PER_SECOND - performance.now();
        if (aheadMs > 0) await sleep(aheadMs);
      }
      const sentForS = (performance.now() - startMs) / 1_000;
      await Promise.all(running);
      const [stored] = await world.query<{ rows: string; streams: string }>(
        'select count(*) as rows, count(distinct stream_name) as streams from stream_event',
      );
      const all = PER_SECOND * SECONDS;
      return [
        {
          what: 'events stored',
          figure: Number(stored?.rows),
          unit: 'events',
          ideal: all,
          beside: 'each callback once',
        },
        {
          what: 'streams with an event',
          figure: Number(stored?.streams),
          unit: 'streams',
          ideal: all,
          beside: 'all',
        },
        { what: 'callbacks without success', figure: failed, unit: 'callbacks', ideal: 0, beside: 'none' },
        { what: 'retries', figure: resent, unit: 'retries', ideal: 0, beside: 'without a kill' },
        {
          what: 'callbacks sent per second',
          figure: all / sentForS,
          unit: '',
          ideal: PER_SECOND,
          beside: 'the plan',
        },
        {
          what: 'answer of a callback, p99',
          figure: percentile(tookMs, 0.99),
          unit: 'ms',
          ideal: 5_000,
          beside: 'the timeout of ApsaraVideo Live',
        },
      ];
    } finally {
      if (!isKilled) await killed.stop();
      await survivor.stop();
      await world.stop();
    }
  },
};
