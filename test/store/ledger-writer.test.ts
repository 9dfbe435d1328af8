import { describe, expect, it } from '@jest/globals';
import { createLedgerWriter } from '../../src/store/ledger-writer.js';
import { openStore } from '../../src/store/open-store.js';
import { StreamError } from '../../src/stream/errors.js';
import { type ActionIntent, type LedgerWriter } from '../../src/stream/ledger.js';
import { listActionsOf } from '../support/actions.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const INTENT: ActionIntent = {
  account: 'default',
  address: ADDRESS,
  kind: 'FORBID',
  subject: 'moderator-7',
  reason: 'spam',
  until: new Date(1e12),
  correlationId: 'c-1',
};
const RESULT = { outcome: 'SUCCEEDED', requestId: 'R-1', code: undefined } as const;

/**
 * The writer on a real ledger that can be switched off. `told` contains the actions that it hands over, `writes` the
 * writes that it observes.
 */
async function world(whenDown: 'refuse' | 'degrade') {
  const { ledger: real } = await openStore({ url: 'file::memory:' });
  let isAway = false;
  const orAway = <T>(act: () => Promise<T>): Promise<T> =>
    isAway ? Promise.reject(new StreamError('STORE_UNAVAILABLE')) : act();
  const switched: LedgerWriter = {
    intend: (intent) => orAway(() => real.intend(intent)),
    hasNewerForbid: (id) => orAway(() => real.hasNewerForbid(id)),
    conclude: (id, result) => orAway(() => real.conclude(id, result)),
  };
  const told: unknown[] = [];
  const writes: string[] = [];
  const writer = createLedgerWriter(switched, {
    onWrite: (write) => (failed) => void writes.push(failed ? `${write} failed` : write),
    onUnrecorded: whenDown === 'degrade' ? (action) => void told.push(action) : undefined,
  });
  return {
    writer,
    real,
    told,
    writes,
    go: (away: boolean) => {
      isAway = away;
    },
  };
}

describe.each(['refuse', 'degrade'] as const)('a ledger that is available, with %s', (whenDown) => {
  it('stores each action, and each write is observed', async () => {
    const { writer, real, told, writes } = await world(whenDown);
    const resume: ActionIntent = { ...INTENT, kind: 'RESUME', until: undefined };
    const id = await writer.intend(resume);
    expect(await writer.hasNewerForbid(id)).toBe(false);
    await real.intend(INTENT);
    expect(await writer.hasNewerForbid(id)).toBe(true);
    await writer.conclude(id, RESULT);
    const { actions } = await listActionsOf(real, ADDRESS, { first: 2 });
    expect(actions[1]).toMatchObject({ ...resume, ...RESULT });
    expect(told).toEqual([]);
    expect(writes).toEqual(['intend', 'conclude']);
  });
});

describe('a ledger that is not available, with degrade', () => {
  it('hands over intent and outcome, even if the store is available again between them', async () => {
    const { writer, real, told, writes, go } = await world('degrade');
    go(true);
    const id = await writer.intend(INTENT);
    go(false);
    expect(await writer.hasNewerForbid(id)).toBe(false);
    await writer.conclude(id, RESULT);
    expect(told).toEqual([INTENT, { ...INTENT, ...RESULT }]);
    expect((await listActionsOf(real, ADDRESS, { first: 1 })).actions).toEqual([]);
    expect(writes).toEqual(['intend failed']);
  });

  it('hands over the outcome of an action whose intent was stored', async () => {
    const { writer, told, writes, go } = await world('degrade');
    const id = await writer.intend(INTENT);
    go(true);
    expect(await writer.hasNewerForbid(id)).toBe(false);
    await writer.conclude(id, RESULT);
    expect(told).toEqual([{ ...INTENT, ...RESULT }]);
    expect(writes).toEqual(['intend', 'conclude failed']);
  });
});

it('with refuse, every fault of the store fails the action and is counted', async () => {
  const { writer, writes, go } = await world('refuse');
  const id = await writer.intend(INTENT);
  go(true);
  const away = { code: 'STORE_UNAVAILABLE' };
  await expect(writer.intend(INTENT)).rejects.toMatchObject(away);
  await expect(writer.hasNewerForbid(id)).rejects.toMatchObject(away);
  await expect(writer.conclude(id, RESULT)).rejects.toMatchObject(away);
  expect(writes).toEqual(['intend', 'intend failed', 'conclude failed']);
});
