import { type Kysely } from 'kysely';
import { type Emulator } from '../../src/emulator/server.js';
import { type StoreTables } from '../../src/store/tables.js';
import { CALLBACK_KEY, CALLBACK_SECRET, DOMAIN } from '../support/live-events.js';
import { type Trouble } from './faults.js';

const ENCODERS = 12;
const CUT_EVERY_MS = 400;
const RECONNECT_MS = 700;
const FAULTS = ['lost', 'doubled', 'late', 'reversed', 'wrongly-signed'] as const;

/** Callbacks are sent early, so that most publications last long enough to be reported. */
export const SOAK_CALLBACKS = { afterMs: 200 } as const;

const streamOf = (n: number) => ({ domainName: DOMAIN, appName: 'studio', streamName: `encoder-${n}` });

/** Starts encoders, whose callbacks are sent to `origin`. */
export function startEncoders(emulator: Emulator, origin: string): void {
  emulator.setCallbacks(DOMAIN, {
    url: `${origin}/callbacks/live/${CALLBACK_SECRET}`,
    authKey: CALLBACK_KEY,
  });
  for (let n = 0; n < ENCODERS; n += 1)
    emulator.startEncoder({ ...streamOf(n), reconnectMs: RECONNECT_MS + 10 * n });
}

/** Cuts encoders, which reconnect, and injects faults into some of the callbacks about this. */
export function encoderTroubles(emulator: Emulator, random: () => number): Trouble[] {
  return [
    {
      name: 'cut encoders',
      everyMs: CUT_EVERY_MS,
      forMs: 0,
      begin: () => {
        emulator.cut(streamOf(Math.floor(random() * ENCODERS)));
      },
      end: () => undefined,
    },
    {
      name: 'faulty callbacks',
      everyMs: 2_300,
      forMs: 0,
      begin: () => {
        emulator.injectCallbackFault({ fault: FAULTS[Math.floor(random() * FAULTS.length)] ?? 'lost' });
      },
      end: () => undefined,
    },
  ];
}

/**
 * Compares the events with the changes of the encoders. `done` is the number of changes;
 * `differences` has one line for each difference.
 */
export async function compareWithEncoders(
  db: Kysely<StoreTables>,
  emulator: Emulator,
): Promise<{ readonly done: number; readonly differences: readonly string[] }> {
  const rows = await db
    .selectFrom('stream_event')
    .select(['app_name', 'stream_name', 'kind', 'at_ms'])
    .where('source', '=', 'CALLBACK')
    .execute();
  const stored = rows.map((row) =>
    [row.app_name, row.stream_name, row.kind, Number(row.at_ms) / 1_000].join(' '),
  );
  const done = new Set(
    emulator
      .callbacks()
      .map(({ appName, streamName, type, time }) =>
        [appName, streamName, type === 'publish' ? 'PUBLISHED' : 'UNPUBLISHED', time].join(' '),
      ),
  );
  const known = new Set(stored);
  return {
    done: done.size,
    differences: [
      ...(known.size === stored.length ? [] : ['an event is stored twice']),
      ...[...done].filter((one) => !known.has(one)).map((one) => `${one}: done, but there is no event`),
      ...[...known].filter((one) => !done.has(one)).map((one) => `${one}: an event without a cause`),
    ],
  };
}
