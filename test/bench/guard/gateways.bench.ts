import { DEMO_STREAM } from '../../../src/emulator/demo-world.js';
import { startGatewayProcess } from '../../support/gateway-process.js';
import { createDatabase, hasPostgres } from '../../support/postgres.js';
import { type Bench, type Row } from '../bench.js';
import { startEmulatorProcess } from '../../support/emulator-process.js';
import { worstSecond } from './replicas.js';

const RESUMES = 600;
const LIMIT = 30;
const IDEAL_S = (RESUMES - LIMIT) / LIMIT;

/** Sends resumes over HTTP to whole gateways, each in a separate process. */
async function restore(count: number): Promise<Row[]> {
  const emulator = await startEmulatorProcess();
  await emulator.post('settings', { latencyMs: 20, limits: 'documented' });
  const database = await createDatabase();
  const env = { DATABASE_URL: database.gatewayUrl(), REQUEST_TIMEOUT_MS: '60000', REPLICAS: String(count) };
  const gateways = await Promise.all(
    Array.from({ length: count }, () => startGatewayProcess(emulator.endpoint, env, 'dist/main.js')),
  );
  const resumed = gateways.flatMap((gateway, which) =>
    Array.from({ length: RESUMES / count }, (_, n) =>
      gateway.resume({ ...DEMO_STREAM, streamName: `stream-${which}-${n}` }),
    ),
  );
  const answers = await Promise.all(resumed);
  const calls = (await emulator.get(`calls?last=${2 * RESUMES}`)) as readonly { readonly at: number }[];
  for (const gateway of gateways) gateway.process.kill('SIGKILL');
  emulator.stop();
  await database.drop();

  const arrivedAtMs = calls.map(({ at }) => at);
  const who = `${count} gateway${count === 1 ? '' : 's'}`;
  const failed = answers.filter(({ errors }) => errors !== undefined).length + calls.length - RESUMES;
  return [
    {
      what: `${who}: first to last arrival`,
      figure: (Math.max(...arrivedAtMs) - Math.min(...arrivedAtMs)) / 1000,
      unit: 's',
      ideal: IDEAL_S,
      beside: '570 at 30/s',
    },
    {
      what: `${who}: most in any second`,
      figure: worstSecond(arrivedAtMs),
      unit: 'calls',
      ideal: LIMIT,
      beside: 'the limit',
    },
    { what: `${who}: throttled or failed`, figure: failed, unit: 'calls', ideal: 0, beside: 'none' },
  ];
}

export const gatewaysBench: Bench = {
  title: 'gateways: 600 resumes at once over HTTP',
  async run() {
    const rows: Row[] = [];
    for (const count of hasPostgres ? [1, 2, 4] : []) rows.push(...(await restore(count)));
    return rows;
  },
};
