import { afterEach, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open-store.js';
import { type LedgerReader } from '../../src/stream/ledger.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const STREAM = 'liveStream(domainName: "push.example.com", appName: "live", streamName: "match-42")';

let gateway: TestGateway;
afterEach(() => gateway.close());

/** A gateway whose store does not answer these reads. */
async function startHanging(...names: readonly (keyof LedgerReader)[]): Promise<void> {
  const { ledger } = await openStore({ url: 'file::memory:' });
  const never = (): Promise<never> => new Promise(() => undefined);
  for (const name of names) ledger[name] = never;
  gateway = await startGateway({ REQUEST_TIMEOUT_MS: '50' }, { ledger });
}

test.each<[keyof LedgerReader, string]>([
  ['listActions', 'actions { edges { node { id } } }'],
  ['countActions', 'actions { totalCount }'],
  ['readForbiddenUntil', 'forbiddenUntil'],
])('a store that never answers %s holds a request no longer than its time', async (name, field) => {
  await startHanging(name);
  const { status, body } = await gateway.post(`{ ${STREAM} { streamName ${field} } }`);
  expect(status).toBe(200);
  expect(body.errors?.map(({ extensions }) => extensions)).toMatchObject([
    { code: 'STORE_UNAVAILABLE', retryable: true, outcome: 'NOT_SENT' },
  ]);
});
