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

/** A recurring disturbance: every `everyMs` it begins, and it ends after `forMs`. */
export interface Trouble {
  readonly name: string;
  readonly everyMs: number;
  readonly forMs: number;
  readonly begin: () => Promise<void> | void;
  readonly end: () => Promise<void> | void;
}

export interface Troubles {
  /** The number of occurrences of each disturbance. */
  readonly made: Readonly<Record<string, number>>;
  /** Resolves after the end of the last disturbance. Rejects with the error of a failed one. */
  stop(): Promise<void>;
}

/** Runs every disturbance at its own interval, so that they overlap in all combinations. */
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
      // `stop` reports the error.
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

/** Injects single random faults of the upstream. */
export function upstreamFaults(emulator: Emulator, random: () => number): Trouble {
  return {
    name: 'upstream faults',
    everyMs: 700,
    forMs: 0,
    begin: () => {
      // Removes unused faults. Otherwise they add up while the circuit breaker is open, and keep
      // the upstream failing for a long time.
      emulator.clearFaults();
      const fault = UPSTREAM_FAULTS[Math.floor(random() * UPSTREAM_FAULTS.length)] ?? 'hang';
      emulator.inject({ fault, times: 1 + Math.floor(random() * 3) });
    },
    end: () => undefined,
  };
}
