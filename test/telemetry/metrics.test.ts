import { expect, test } from '@jest/globals';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.js';

const OPERATIONS = ['ResumeLiveStream', 'ForbidLiveStream'];
const CODES = ['RATE_LIMITED', 'UPSTREAM_ERROR'];
const OUTCOMES = ['SUCCEEDED', 'UNKNOWN'];
const INFO = { client: 'sdk@3.0.1', version: '1.2.3' };

const labels = {
  operations: OPERATIONS,
  actions: OPERATIONS,
  codes: CODES,
  outcomes: OUTCOMES,
  protocolCodes: ['BAD_REQUEST'],
};

async function seriesOf(metrics: Metrics): Promise<string[]> {
  const { text } = await metrics.page();
  return text.split('\n').filter((line) => line.startsWith('apsara_live_gateway_'));
}

test('a label outside a closed set becomes "other", so that a thousand values are one series', async () => {
  const metrics = createMetrics(labels, INFO);
  const tell = (word: string): void => {
    metrics.calls.onRequest(word, word);
    metrics.calls.onError(word);
    metrics.calls.onUpstream('default', word, word, 1);
  };
  tell('first');
  const before = (await seriesOf(metrics)).length;
  for (let n = 0; n < 1_000; n += 1) tell(`word-${String(n)}`);
  const after = await seriesOf(metrics);
  expect(after).toHaveLength(before);
  expect(after).toContain('apsara_live_gateway_requests_total{operation="other",code="other"} 1001');
});

test('every gateway in a process has its own counters, and the process is measured once', async () => {
  const one = createMetrics(labels, INFO);
  const other = createMetrics(labels, INFO);
  one.calls.onRequest('ResumeLiveStream', 'OK');
  const line = 'apsara_live_gateway_requests_total{operation="ResumeLiveStream",code="OK"}';
  expect(await seriesOf(one)).toContain(`${line} 1`);
  expect(await seriesOf(other)).toContain(`${line} 0`);
  for (const metrics of [one, other])
    expect((await metrics.page()).text.match(/^process_cpu_seconds_total /gm)).toHaveLength(1);
});

test('queues are read when the page is read', async () => {
  const metrics = createMetrics(labels, INFO);
  let interactive = 1;
  metrics.guard.of('default').watchQueues(() => [['ResumeLiveStream', { interactive, bulk: 0 }]]);
  const line =
    'apsara_live_gateway_waiting_calls{account="default",operation="ResumeLiveStream",lane="interactive"}';
  expect(await seriesOf(metrics)).toContain(`${line} 1`);
  interactive = 7;
  expect(await seriesOf(metrics)).toContain(`${line} 7`);
});

test('the client in use and the version are labels of one series', async () => {
  const infos = (await seriesOf(createMetrics(labels, INFO))).filter((line) => line.includes('_info{'));
  expect(infos).toEqual(['apsara_live_gateway_info{client="sdk@3.0.1",version="1.2.3"} 1']);
});
