import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { type Emulator } from '../../src/emulator/server.js';
import { type TcpProxy } from '../support/tcp-proxy.js';

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

export interface Trouble {
  stop(): Promise<void>;
  readonly made: { faults: number; databaseCuts: number };
}

/** Makes trouble at random until it is stopped: single upstream faults, and a database that goes for a second or two. */
export function makeTrouble(emulator: Emulator, database: TcpProxy, random: () => number): Trouble {
  const made = { faults: 0, databaseCuts: 0 };
  const faults = setInterval(() => {
    // What nobody met meanwhile is over: saved up, it would keep an upstream down that nobody calls any more.
    emulator.clearFaults();
    const fault = UPSTREAM_FAULTS[Math.floor(random() * UPSTREAM_FAULTS.length)] ?? 'hang';
    emulator.inject({ fault, times: 1 + Math.floor(random() * 3) });
    made.faults += 1;
  }, 700);
  let mending: Promise<void> = Promise.resolve();
  const cuts = setInterval(() => {
    made.databaseCuts += 1;
    mending = database.cut().then(
      () =>
        new Promise<void>((resolve, reject) => {
          setTimeout(
            () => {
              database.mend().then(resolve, reject);
            },
            500 + random() * 1500,
          );
        }),
    );
  }, 20_000);
  return {
    made,
    async stop() {
      clearInterval(faults);
      clearInterval(cuts);
      await mending;
    },
  };
}
