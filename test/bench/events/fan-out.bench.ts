import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type Row } from '../bench.js';
import { percentile } from '../guard/replicas.js';
import { EVENTS, EventWorld, sendCallback, sendResume } from './world.js';

const SUBSCRIBERS = 2_000;
const EVENTS_OF_EACH = 100;
const EVERY_MS = 600;
const MOST_P99_MS = 500;

/** Measures how fast an event at one replica reaches all subscribers on two replicas. */
export const eventsFanOutBench: Bench = {
  title: 'events-fan-out: from a callback to the last of 2,000 subscribers on two replicas',
  async run() {
    const world = await EventWorld.start(SUBSCRIBERS);
    const replicas = [await world.startGateway(), await world.startGateway()] as const;
    try {
      const [called, other] = replicas;
      const [moderator = ''] = world.tokens;
      await world.watchers.order({
        order: 'open',
        count: SUBSCRIBERS,
        urls: replicas.map(({ url }) => url),
        tokens: world.tokens,
        query: EVENTS,
        variables: {},
        waitsForAnswer: false,
      });
      const nowMs = (): number => performance.timeOrigin + performance.now();
      const callbacksAtMs = new Map<string, number>();
      const resumesAtMs = new Map<string, number>();
      for (let n = 0; n < EVENTS_OF_EACH; n += 1) {
        callbacksAtMs.set(`c-${n}`, nowMs());
        const time = Math.floor(Date.now() / 1_000);
        const status = await sendCallback(called, { streamName: `c-${n}`, time });
        if (status !== 200) throw new Error(`a callback was answered with ${String(status)}`);
        await sleep(EVERY_MS);
        // A subscriber also reads the action of an event of a resume.
        await sendResume(other, moderator, `r-${n}`);
        resumesAtMs.set(`r-${n}`, nowMs());
        await sleep(EVERY_MS);
      }
      await sleep(2_000);
      const { events, lost } = await world.watchers.order({ order: 'report' });
      const lagsOf = (sentAtMs: ReadonlyMap<string, number>): number[] =>
        Array.from(sentAtMs, ([name, atMs]) => (events[name]?.lastAtMs ?? Infinity) - atMs);
      const got = Object.values(events).reduce((sum, { count }) => sum + count, 0);
      return [
        ...toRows('from sending the callback', lagsOf(callbacksAtMs)),
        ...toRows('from the answer to a resume, with its action', lagsOf(resumesAtMs)),
        {
          what: 'events that subscribers received',
          figure: got,
          unit: 'events',
          ideal: SUBSCRIBERS * EVENTS_OF_EACH * 2,
          beside: 'each event once for each subscriber',
        },
        { what: 'subscriptions lost', figure: lost, unit: '', ideal: 0, beside: 'none' },
      ];
    } finally {
      await Promise.all(replicas.map((replica) => replica.stop()));
      await world.stop();
    }
  },
};

function toRows(what: string, lagsMs: readonly number[]): Row[] {
  return [0.5, 0.99].map((share) => ({
    what: `${what} to the last subscriber, p${share * 100}`,
    figure: percentile(lagsMs, share),
    unit: 'ms',
    ideal: MOST_P99_MS,
    beside: 'the bound of p99',
  }));
}
