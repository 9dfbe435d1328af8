import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, startGateway, type TestGateway } from '../support/gateway.js';
import { START_BULK_RESUME } from '../support/queries.js';

const READ = 'query ($id: ID!) { bulkResume(id: $id) { finishedAt } }';
const CANCEL = 'mutation ($id: ID!) { cancelBulkResume(input: { id: $id }) { bulkResume { id } } }';
const domainName = 'push.example.com';
const streams = Array.from({ length: 100 }, (_, n) => ({ appName: 'live', streamName: `s-${n}` }));

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    BUDGET_RESUME_LIVE_STREAM: '2',
    LIVE_CLIENT: 'core',
    CALLER_REQUESTS_PER_SECOND: '0',
  });
});
afterAll(() => gateway.close());

const start = (idempotencyKey: string): Promise<Answer> =>
  gateway.post(START_BULK_RESUME, { input: { domainName, streams, idempotencyKey } });
const hasEnded = async (id: string | undefined): Promise<boolean> => {
  const { body } = await gateway.post(READ, { id });
  return (body.data?.['bulkResume'] as { finishedAt: string | null }).finishedAt !== null;
};
const idOf = ({ body }: Answer): string | undefined =>
  (body.data?.['startBulkResume'] as { bulkResume: { id: string } } | null | undefined)?.bulkResume.id;

test('a caller that starts 133 bulk jobs at once gets 20, and the others are refused with a reason', async () => {
  const answers = await Promise.all(Array.from({ length: 133 }, (_, n) => start(`key-${n}`)));
  const accepted = answers.flatMap((answer, n) => (idOf(answer) === undefined ? [] : [n]));
  expect(accepted).toHaveLength(20);
  const refused = answers.filter((answer) => idOf(answer) === undefined);
  for (const { body } of refused)
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: 'A caller has at most 20 unfinished bulk jobs; nothing was started.',
        extensions: expect.objectContaining({ code: 'RATE_LIMITED', retryable: true, outcome: 'NOT_SENT' }),
      }),
    ]);
  const waits = refused.map(({ body }) => Number(body.errors?.[0]?.extensions['retryAfterMs']));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(50_000);

  // The answer of an accepted start may be lost. A repetition returns the same job and starts no other.
  const [first = 0] = accepted;
  const again = await start(`key-${first}`);
  expect(idOf(again)).toBe(answers[first] && idOf(answers[first]));

  const id = idOf(again);
  await gateway.post(CANCEL, { id });
  // The replica first releases what it holds.
  while (!(await hasEnded(id))) await sleep(20);
  expect(idOf(await start('after-the-cancel'))).toBeDefined();
  expect((await start('one-more')).body.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
}, 60_000);
