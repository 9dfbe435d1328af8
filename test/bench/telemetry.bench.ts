import { pino } from 'pino';
import { createTelemetry, type Telemetry } from '../../src/app/telemetry.js';
import { readConfig } from '../../src/config/read-config.js';
import { SINGLE_ACCOUNT } from '../../src/stream/account.js';
import { type LiveStreamService } from '../../src/stream/live-stream-service.js';
import { type LiveUpstream } from '../../src/stream/upstream.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { startOtlpReceiver } from '../support/otlp-receiver.js';
import { type Bench, type Row } from './bench.js';
import { median } from './median.js';

const ACTIONS = 50_000;
const ROUNDS = 3;
const BOUND_US = 15;
const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const RECEIPT = { requestId: 'C2DCC289-21FA-4A0A-AB6C-3B73FECDBBBC' };

const upstream = {
  call: () =>
    new Promise((resolve) => {
      setImmediate(resolve, RECEIPT);
    }),
} as unknown as LiveUpstream;

/** Creates a service with only the instrumentation on the path of a resume. */
function toService(live: LiveUpstream): LiveStreamService {
  return {
    resume: (address, call) => live.call('ResumeLiveStream', address, call),
    forbid: () => Promise.resolve(RECEIPT),
  };
}

function observed(telemetry: Telemetry): LiveStreamService {
  const { calls, attempts } = telemetry.account('default');
  return telemetry.service(toService({ call: calls(attempts(upstream.call)) }), SINGLE_ACCOUNT);
}

async function cpuUsPerAction(control: LiveStreamService): Promise<number> {
  const act = (): Promise<unknown> =>
    control.resume(ADDRESS, {
      correlationId: '6f1c2f0e-8a55-4b57-9d0c-0a6a1f3b7f2d',
      lane: 'interactive',
      signal: new AbortController().signal,
      caller: { subject: 'user-42', claims: {} },
    });
  for (let n = 0; n < ACTIONS / 10; n += 1) await act();
  const before = process.cpuUsage();
  for (let n = 0; n < ACTIONS; n += 1) await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ACTIONS;
}

async function compose(env: Readonly<Record<string, string>>): Promise<Telemetry> {
  const { config, secrets } = readConfig({ LIVE_UPSTREAM: 'emulator', ...env });
  const destination = pino.destination({ dest: '/dev/null', sync: false, minLength: 4_096 });
  return createTelemetry(config, secrets, createLogger({ level: 'info', destination }), {
    client: 'core',
    version: '1.2.3',
  });
}

/** Measures the CPU time of an action for its log line, its metrics and, if enabled, its spans. */
export const telemetryBench: Bench = {
  title: 'telemetry: the log line, metrics and spans of one action',
  async run() {
    const receiver = await startOtlpReceiver();
    const plain = await compose({});
    const unsampled = await compose({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0',
    });
    const sampled = await compose({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    const rounds = {
      bare: [] as number[],
      plain: [] as number[],
      unsampled: [] as number[],
      sampled: [] as number[],
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.bare.push(await cpuUsPerAction(toService(upstream)));
      rounds.plain.push(await cpuUsPerAction(observed(plain)));
      rounds.unsampled.push(await cpuUsPerAction(observed(unsampled)));
      rounds.sampled.push(await cpuUsPerAction(observed(sampled)));
    }
    await Promise.all([plain, unsampled, sampled].map((telemetry) => telemetry.close()));
    await receiver.close();
    const over = (name: keyof typeof rounds): number => median(rounds[name]) - median(rounds.bare);
    const row = (what: string, figure: number): Row => ({
      what,
      figure,
      unit: 'µs',
      ideal: BOUND_US,
      beside: 'the bound of log line and metrics',
    });
    return [
      row('log line and metrics', over('plain')),
      row('with traces, none sampled', over('unsampled')),
      row('with traces, all sampled and sent', over('sampled')),
    ];
  },
};
