import { expect, test } from '@jest/globals';
import { createHealth } from '../../src/http/health.js';

const good = { name: 'keys', check: () => undefined };
const bad = {
  name: 'store',
  check: () => Promise.reject(new Error('postgres://user:secret@database.internal')),
};

test('a gateway is starting until it has started, then ready, then draining, with any state of its parts', async () => {
  const health = createHealth(() => [good]);
  expect((await health.ready()).status).toBe('starting');
  health.started();
  expect((await health.ready()).status).toBe('ready');
  health.draining();
  expect((await health.ready()).status).toBe('draining');
});

test('a draining gateway does not become ready again', async () => {
  const health = createHealth(() => [good]);
  health.draining();
  health.started();
  expect((await health.ready()).status).toBe('draining');
});

test('one failing part makes the gateway fail, with its name and without the text of its error', async () => {
  const health = createHealth(() => [good, bad]);
  health.started();
  const readiness = await health.ready();
  expect(readiness).toEqual({
    status: 'failing',
    parts: { keys: 'ok', store: 'failing' },
    reasons: { store: 'unknown' },
  });
  expect(JSON.stringify(readiness)).not.toContain('secret');
});

test('a part that throws at once is failing, and so is one that never answers', async () => {
  const health = createHealth(
    () => [
      {
        name: 'throws',
        check: () => {
          throw new Error('no');
        },
      },
      { name: 'hangs', check: () => new Promise<void>(() => undefined) },
    ],
    undefined,
    10,
  );
  health.started();
  expect(await health.ready()).toEqual({
    status: 'failing',
    parts: { throws: 'failing', hangs: 'failing' },
    reasons: { throws: 'unknown', hangs: 'timeout' },
  });
});

test('concurrent probes check a part once', async () => {
  let asked = 0;
  const health = createHealth(() => [
    {
      name: 'store',
      check: async () => {
        asked += 1;
        await Promise.resolve();
      },
    },
  ]);
  health.started();
  await Promise.all(Array.from({ length: 20 }, () => health.ready()));
  expect(asked).toBe(1);
  await health.ready();
  expect(asked).toBe(2);
});

test('an open circuit breaker is shown, and does not affect readiness', async () => {
  const health = createHealth(
    () => [good],
    () => ({ breaker: 'open', client: 'core' }),
  );
  health.started();
  expect(await health.ready()).toMatchObject({ status: 'ready', breaker: 'open', client: 'core' });
});

test.each([
  ['redirect', 'redirect'],
  ['not_json', 'not_json'],
  ['connect ECONNREFUSED 10.0.0.1:443', 'unknown'],
  ['id.internal.example', 'unknown'],
  [{ host: 'id.internal' }, 'unknown'],
])('the reason %j of a failing part is shown as %s', async (reason, shown) => {
  const check = () => Promise.reject(Object.assign(new Error('a text'), { reason }));
  const health = createHealth(() => [good, { name: 'store', check }]);
  health.started();
  expect((await health.ready()).reasons).toEqual({ store: shown });
});

test('a gateway whose parts are all usable gives no reasons', async () => {
  const health = createHealth(() => [good]);
  health.started();
  expect(await health.ready()).toEqual({ status: 'ready', parts: { keys: 'ok' } });
});
