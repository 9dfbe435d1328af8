import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench } from '../bench.js';
import { type Metered } from '../gateway/metered.js';
import { percentile } from '../guard/replicas.js';
import { DOMAIN } from '../../support/live-events.js';
import { EVENTS, EventWorld, OTHER_DOMAIN, sendCallback, sendResume } from './world.js';

const SUBSCRIBERS = 2_000;
const BACK_WITHIN_MS = 10_000;
const MOST_P99_MS = 300;
const RESUME_EVERY_MS = 60;
const ROUNDS = 5;

/** Sends resumes at a constant rate through both replicas until `stop` is called. */
function resumeEvenly(
  replicas: readonly Metered[],
  token: string,
  round: number,
): { stop(): Promise<readonly number[]> } {
  const stopping = new AbortController();
  const tookMs: number[] = [];
  const resume = async (gateway: Metered, streamName: string): Promise<void> => {
    const startMs = performance.now();
    await sendResume(gateway, token, streamName, OTHER_DOMAIN);
    tookMs.push(performance.now() - startMs);
  };
  const running = (async () => {
    const sent: Promise<void>[] = [];
    for (let n = 0; !stopping.signal.aborted; n += 1) {
      const gateway = replicas[n % replicas.length];
      if (gateway !== undefined) sent.push(resume(gateway, `r-${round}-${n}`));
      await sleep(RESUME_EVERY_MS);
    }
    await Promise.all(sent);
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
      return tookMs;
    },
  };
}

/** Breaks the connections of all subscribers, which then reconnect at once. */
export const eventsReconnectBench: Bench = {
  title: 'events-reconnect: 2,000 subscribers reconnect at once, while streams are resumed',
  async run() {
    const world = await EventWorld.start(SUBSCRIBERS);
    const replicas = [await world.startGateway(), await world.startGateway()];
    const [called] = replicas;
    if (called === undefined) throw new Error('no replica');
    const [moderator = ''] = world.tokens;
    const callback = async (streamName: string): Promise<void> => {
      await sendCallback(called, { streamName, time: Math.floor(Date.now() / 1_000) });
    };
    const open = (after: string | undefined) =>
      world.watchers.order({
        order: 'open',
        count: SUBSCRIBERS,
        urls: replicas.map(({ url }) => url),
        tokens: world.tokens.slice(1),
        query: EVENTS,
        variables: { after },
        waitsForAnswer: after !== undefined,
      });
    const lastId = async (): Promise<string> => {
      const response = await fetch(called.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${moderator}` },
        body: JSON.stringify({
          query: `{ liveDomain(name: "${DOMAIN}") { events(first: 1) { nodes { id } } } }`,
        }),
      });
      return /"id":"([^"]+)"/.exec(await response.text())?.[1] ?? '';
    };
    try {
      await callback('first');
      await open(undefined);
      const backMs: number[] = [];
      const resumeMs: number[] = [];
      const beforeMs = await quietly(replicas, moderator);
      for (let round = 0; round < ROUNDS; round += 1) {
        const after = await lastId();
        await world.watchers.order({ order: 'break' });
        await callback(`missed-${round}`);
        const resumes = resumeEvenly(replicas, moderator, round);
        const { openMs } = await open(after);
        backMs.push(openMs);
        resumeMs.push(...(await resumes.stop()));
        await sleep(1_000);
      }
      const { events, lost } = await world.watchers.order({ order: 'report' });
      const missed = Object.entries(events).filter(([name]) => name.startsWith('missed-'));
      return [
        {
          what: 'all reconnected, slowest of 5 rounds',
          figure: Math.max(...backMs) / 1_000,
          unit: 's',
          ideal: BACK_WITHIN_MS / 1_000,
          beside: 'the bound',
        },
        {
          what: 'a resume meanwhile, p99',
          figure: percentile(resumeMs, 0.99),
          unit: 'ms',
          ideal: MOST_P99_MS,
          beside: 'the bound',
        },
        {
          what: 'a resume before, p99',
          figure: percentile(beforeMs, 0.99),
          unit: 'ms',
          ideal: MOST_P99_MS,
          beside: 'the bound',
        },
        {
          what: 'missed events that arrived after the reconnection',
          figure: missed.reduce((sum, [, { count }]) => sum + count, 0),
          unit: 'events',
          ideal: SUBSCRIBERS * ROUNDS,
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

async function quietly(replicas: readonly Metered[], token: string): Promise<readonly number[]> {
  const resumes = resumeEvenly(replicas, token, -1);
  await sleep(5_000);
  return resumes.stop();
}
