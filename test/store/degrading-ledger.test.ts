import { describe, expect, it } from '@jest/globals';
import { createDegradingLedger } from '../../src/store/degrading-ledger.js';
import { openStore } from '../../src/store/open-store.js';
import { StreamError } from '../../src/stream/errors.js';
import { type ActionIntent, type Ledger } from '../../src/stream/ledger.js';
import { listActionsOf } from '../support/actions.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const INTENT: ActionIntent = {
  ...{ address: ADDRESS, kind: 'FORBID', subject: 'moderator-7', reason: 'spam', until: new Date(1e12) },
  correlationId: 'c-1',
};
const RESULT = { outcome: 'SUCCEEDED', requestId: 'R-1', code: undefined } as const;

/** A real ledger behind a switch. */
async function world() {
  const { ledger: real } = await openStore({ url: 'file::memory:' });
  let isAway = false;
  const orAway = <T>(act: () => Promise<T>): Promise<T> =>
    isAway ? Promise.reject(new StreamError('STORE_UNAVAILABLE')) : act();
  const switched: Ledger = {
    intend: (intent) => orAway(() => real.intend(intent)),
    hasNewerForbid: (id) => orAway(() => real.hasNewerForbid(id)),
    conclude: (id, result) => orAway(() => real.conclude(id, result)),
    listActions: (queries) => orAway(() => real.listActions(queries)),
    countActions: (addresses, limit) => orAway(() => real.countActions(addresses, limit)),
    readForbiddenUntil: (addresses) => orAway(() => real.readForbiddenUntil(addresses)),
  };
  const told: unknown[] = [];
  return {
    ledger: createDegradingLedger(switched, (action) => told.push(action)),
    told,
    go: (away: boolean) => {
      isAway = away;
    },
  };
}

describe('a ledger that stands in nobody’s way', () => {
  it('tells nothing of what the store takes', async () => {
    const { ledger, told } = await world();
    await ledger.conclude(await ledger.intend(INTENT), RESULT);
    const { actions } = await listActionsOf(ledger, ADDRESS, { first: 1 });
    expect(actions).toEqual([expect.objectContaining({ ...INTENT, ...RESULT })]);
    expect(told).toEqual([]);
  });

  it('tells intent and outcome of what it does not, also when it is back in between', async () => {
    const { ledger, told, go } = await world();
    go(true);
    const id = await ledger.intend(INTENT);
    go(false);
    await ledger.conclude(id, RESULT);
    expect(told).toEqual([INTENT, { ...INTENT, ...RESULT }]);
    expect((await listActionsOf(ledger, ADDRESS, { first: 1 })).actions).toEqual([]);
  });

  it('tells the outcome of an action whose intent it has, where the store went away in between', async () => {
    const { ledger, told, go } = await world();
    const id = await ledger.intend(INTENT);
    go(true);
    await ledger.conclude(id, RESULT);
    expect(told).toEqual([{ ...INTENT, ...RESULT }]);
  });

  it('does not pretend to know what was done while the store is away', async () => {
    const { ledger, go } = await world();
    go(true);
    await expect(listActionsOf(ledger, ADDRESS, { first: 1 })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    await expect(ledger.readForbiddenUntil([ADDRESS])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
