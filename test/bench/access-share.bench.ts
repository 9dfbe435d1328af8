import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config/read-config.js';
import { AUDIENCE, createJwksServer, ISSUER } from '../support/jwks-server.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';
import { manyGrants, measureAccess } from './access/access.bench.js';
import { type Bench } from './bench.js';
import { startEmulatorProcess } from '../support/emulator-process.js';

const REQUESTS = 4_000;
const AIM_PERCENT = 5;
const GRANT =
  '{ match: { claim: roles, has: moderator }, allow: [resume], domains: [push.example.com], apps: [live] }';

/** Runs in a separate process, so that the CPU time of the client is not counted. */
const CLIENT = `
  import { Agent, request } from 'node:http';
  const [url, token, count] = process.argv.slice(1);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const body = JSON.stringify({
    query: 'mutation($i: ResumeLiveStreamInput!) { resumeLiveStream(input: $i) { requestId } }',
    variables: { i: { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' } },
  });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + token };
  const one = () => new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => (text.includes('requestId":"') ? resolve() : reject(new Error(text))));
    }).on('error', reject).end(body);
  });
  let left = Number(count);
  await Promise.all(Array.from({ length: 8 }, async () => { while (left-- > 0) await one(); }));
  process.exit(0);
`;

/**
 * Returns the CPU time of one resume through the whole gateway, in microseconds, with a cached
 * token and the grants of 30 brands.
 */
async function measureResume(): Promise<number> {
  const emulator = await startEmulatorProcess();
  await emulator.post('settings', { limits: 'off' });
  const server = await createJwksServer();
  const grantsFile = join(mkdtempSync(join(tmpdir(), 'bench-')), 'grants.yaml');
  const { grants } = JSON.parse(manyGrants()) as { grants: unknown[] };
  writeFileSync(
    grantsFile,
    `grants:\n${grants.map((one) => `  - ${JSON.stringify(one)}\n`).join('')}  - ${GRANT}\n`,
  );
  const { config, secrets } = readConfig({
    NODE_ENV: 'production',
    PORT: '0',
    LOG_LEVEL: 'error',
    LIVE_CLIENT: 'core',
    ...toUpstreamEnv(emulator.endpoint),
    ...DEMO_KEYS,
    AUTH_JWKS_URL: server.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    GRANTS_FILE: grantsFile,
    CALLER_REQUESTS_PER_SECOND: '0',
    BUDGET_RESUME_LIVE_STREAM: '100000',
  });
  const gateway = await createApp(config, secrets);
  const { url } = await gateway.listen();
  const token = await server.mint();
  const load = (count: number): Promise<unknown> =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', CLIENT, url, token, String(count)]);
  await load(REQUESTS / 2);
  const before = process.cpuUsage();
  await load(REQUESTS);
  const { user, system } = process.cpuUsage(before);
  await gateway.close();
  await server.close();
  emulator.stop();
  return (user + system) / REQUESTS;
}

/** Compares the CPU time of authentication and authorization with that of one resume. */
export const accessShare: Bench = {
  title: 'access: the share of authentication and authorization in one resume',
  async run() {
    const resume = await measureResume();
    const costs = await measureAccess({ tokens: 300, calls: 50_000 });
    const costOf = (name: string): number =>
      costs.find((cost) => cost.name === name)?.microseconds ?? Number.NaN;
    const again = costOf('authenticate, seen before') + costOf('authorize');
    return [
      {
        what: 'cached token and authorization',
        figure: again,
        unit: 'µs',
        ideal: resume,
        beside: 'CPU of one resume',
      },
      {
        what: 'cached token and authorization, as a share of one resume',
        figure: (again / resume) * 100,
        unit: '%',
        ideal: AIM_PERCENT,
        beside: 'the aim, at most',
      },
      {
        what: 'first verification of a token (ES256)',
        figure: costOf('authenticate, first time, ES256'),
        unit: 'µs',
        ideal: resume,
        beside: 'CPU of one resume; occurs once for each token',
      },
    ];
  },
};
