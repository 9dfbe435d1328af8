import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';
import { RESUME } from '../support/queries.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';
import { readStages } from './dockerfile.js';
import { type LaidOut, runSteps } from './run-steps.js';
import { PATH, startCommand } from './start-command.js';

const GRANTS = `grants:
  - match: { claim: roles, has: moderator }
    allow: [resume]
    domains: ['${DEMO_STREAM.domainName}']
`;

const folder = mkdtempSync(join(tmpdir(), 'image-'));
const emulator = createEmulator(demoWorld());
let keys: JwksServer;
let image: LaidOut;
let settings: Record<string, string>;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  image = runSteps(readStages(), folder);
  keys = await createJwksServer();
  const { endpoint } = await emulator.listen();
  const grants = join(folder, 'grants.yaml');
  writeFileSync(grants, GRANTS);
  settings = {
    ...{ ...toUpstreamEnv(endpoint), ...DEMO_KEYS, LIVE_CLIENT: 'core', GRANTS_FILE: grants },
    ...{ AUTH_JWKS_URL: keys.url, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE, LOG_LEVEL: 'silent' },
  };
}, 480_000);
afterAll(async () => {
  await emulator.close();
  await keys.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The image’s settings, turned to this machine: loopback, a free port, and its `/` is a folder. */
function toEnv(): Record<string, string> {
  const rooted = { DATABASE_URL: `file:${join(image.root, 'data/gateway.db')}` };
  return { ...image.env, ...settings, ...rooted, HOST: '127.0.0.1', PORT: '0' };
}

function isHealthy(env: Readonly<Record<string, string>>): boolean {
  const [file = '', ...args] = image.healthcheck;
  return spawnSync(file, args, { env: { PATH, ...env } }).status === 0;
}

/** What was written when, without what belongs into the volume. */
function filesOf(root: string): ReadonlyMap<string, number> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const outside = paths.filter((path) => !/^data(?:\/|$)/.test(path));
  return new Map(outside.map((path) => [path, lstatSync(join(root, path)).mtimeMs]));
}

test('its command resumes a stream in production, writes to its volume only, and ends on SIGTERM', async () => {
  const before = filesOf(image.root);
  const gateway = await startCommand(image.command, { cwd: image.workdir, env: toEnv(), uid: image.uid });
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await keys.mint()}` },
    body: JSON.stringify({ query: RESUME, variables: { input: DEMO_STREAM } }),
  });
  expect(await response.json()).toMatchObject({ data: { resumeLiveStream: { stream: DEMO_STREAM } } });
  expect(emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(1);

  const { port } = new URL(gateway.url);
  expect(isHealthy({ PORT: port })).toBe(true);
  expect(await gateway.stop()).toBe(0);
  expect(isHealthy({ PORT: port })).toBe(false);
  expect(filesOf(image.root)).toEqual(before);
}, 60_000);

test('it holds what runs and nothing else', () => {
  expect(readdirSync(image.workdir).sort()).toEqual([
    ...['LICENSE', 'dist', 'node_modules', 'package.json', 'schema'],
  ]);
  const packages = readdirSync(join(image.workdir, 'node_modules'));
  expect(packages).toContain('graphql');
  expect(packages).not.toContain('typescript');
  expect(packages).not.toContain('jest');
});

test('without settings it refuses to start and says what is missing', () => {
  const [file = '', ...args] = image.command;
  const { status, stderr } = spawnSync(file, args, {
    cwd: image.workdir,
    env: { PATH, ...image.env },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  for (const name of ['LIVE_UPSTREAM', 'AUTH_MODE']) expect(stderr).toContain(`${name}: `);
});
