import { afterEach, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { loadShape } from '../support/generated-client-shape.js';
import { createKeptLog } from '../support/log-lines.js';
import { readMetrics } from '../support/metrics-page.js';
import { RESUME } from '../support/queries.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

test.each([
  ['core', 'core'],
  ['sdk', 'sdk@9.0.0'],
])('the gateway shows with LIVE_CLIENT=%s that %s speaks to ApsaraVideo Live', async (setting, client) => {
  const { logger, lines } = createKeptLog();
  const upstream = { loadSdk: () => loadShape() };
  gateway = await startGateway({ LIVE_CLIENT: setting }, { logger, upstream });
  const ready = await fetch(new URL('/health/ready', gateway.url));
  expect(await ready.json()).toMatchObject({ status: 'ready', client });
  const { series } = await readMetrics(gateway.url);
  const infos = series.filter(({ name }) => name === 'apsara_live_gateway_info');
  expect(infos).toMatchObject([
    { labels: { client, version: expect.stringMatching(/^\d+\.\d+\.\d+/) }, value: 1 },
  ]);
  const started = lines.filter((line) => line.includes('"started"'));
  expect(started.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 'info', client }]);
  const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(body.errors).toBeUndefined();
  expect(gateway.emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(1);
});
