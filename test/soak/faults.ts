import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { type Emulator } from '../../src/emulator/server.js';

const UPSTREAM_FAULTS: readonly FaultName[] = [
  'hang',
  'drip',
  'reset-before-answer',
  'applied-then-reset',
  'reset-during-body',
  '502-html',
  'ServiceUnavailable',
  'Throttling.User',
  'InternalError',
];

/** One kind of trouble that comes and goes. */
export interface Trouble {
  readonly name: string;
  readonly everyMs: number;
  readonly forMs: number;
  readonly begin: () => Promise<void> | void;
  readonly end: () => Promise<void> | void;
}

export interface Troubles {
  /** How often each has come. */
  readonly made: Readonly<Record<string, number>>;
  /** Resolves when the last one is over. Rejects with what a trouble itself has failed with. */
  stop(): Promise<void>;
}

/** Makes every trouble at its own pace, so that they meet in all ways. */
export function makeTroubles(troubles: readonly Trouble[]): Troubles {
  const made: Record<string, number> = {};
  const timers: NodeJS.Timeout[] = [];
  const running = new Map<string, Promise<void>>();
  const run = async ({ name, forMs, begin, end }: Trouble): Promise<void> => {
    made[name] = (made[name] ?? 0) + 1;
    await begin();
    await sleep(forMs);
    await end();
  };
  for (const trouble of troubles) {
    made[trouble.name] = 0;
    const next = (): void => {
      const before = running.get(trouble.name) ?? Promise.resolve();
      const after = before.then(() => run(trouble));
      // `stop` tells of it.
      after.catch(() => undefined);
      running.set(trouble.name, after);
    };
    timers.push(setInterval(next, trouble.everyMs));
  }
  return {
    made,
    async stop() {
      timers.forEach(clearInterval);
      await Promise.all(running.values());
    },
  };
}

/** Single faults of the upstream, at random. */
export function upstreamFaults(emulator: Emulator, random: () => number): Trouble {
  return {
    name: 'upstream faults',
    everyMs: 700,
    forMs: 0,
    begin: () => {
      // A fault that met no call is over: many of them together would keep an upstream down that is not called any more.
      emulator.clearFaults();
      const fault = UPSTREAM_FAULTS[Math.floor(random() * UPSTREAM_FAULTS.length)] ?? 'hang';
      emulator.inject({ fault, times: 1 + Math.floor(random() * 3) });
    },
    end: () => undefined,
  };
}
