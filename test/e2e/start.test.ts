import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from '@jest/globals';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

const isInstalled = existsSync(join(import.meta.dirname, '../../node_modules/@alicloud/live20161101'));
/** Hides the package of the generated client from Node.js, if it is installed. */
const HIDE_GENERATED_CLIENT = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const elsewhere = { parentURL: 'file:///' };
  registerHooks({ resolve(name, context, next) {
    return next(name, name.startsWith('@alicloud/live20161101') ? { ...context, ...elsewhere } : context);
  } });
`)}`;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(env: Record<string, string>, ...args: string[]): ReturnType<typeof spawn> {
  return spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: 'file::memory:', ...env },
  });
}

/** Runs a start that is expected to end by itself. */
function ended(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  const child = start(env, ...args);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

describe('node dist/main.js', () => {
  test('prints one ready line, resumes with the printed curl line, and exits 0 on SIGTERM', async () => {
    const child = start({ PORT: '0', LIVE_CLIENT: 'core', LOG_LEVEL: 'error' });
    const lines: string[] = [];
    const { promise: ready, resolve } = Promise.withResolvers<Record<string, string>>();
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('{')) resolve(JSON.parse(line) as Record<string, string>);
    });
    const { event, url, upstream, client } = await ready;
    expect({ event, upstream, client }).toEqual({ event: 'ready', upstream: 'emulator', client: 'core' });

    const curls = lines.filter((line) => line.startsWith('curl '));
    expect(curls[0]).toContain(url);
    const answer = await shell(curls[0] ?? '');
    expect(JSON.parse(answer)).toMatchObject({
      data: { resumeLiveStream: { requestId: expect.any(String) } },
    });
    const forbidden = JSON.parse(await shell(curls[1] ?? '')) as { appName: string; streamName: string }[];
    expect(forbidden.length).toBeGreaterThan(0);
    expect(forbidden).not.toContainEqual(
      expect.objectContaining({ appName: 'live', streamName: 'match-42' }),
    );

    const health = new URL('/health/ready', url);
    expect((await fetch(health)).status).toBe(200);
    expect((await fetch(new URL('/health/live', url))).status).toBe(200);

    const code = new Promise((done) => child.on('close', done));
    child.kill('SIGTERM');
    expect(await code).toBe(0);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'exits 0 at once on %s while it starts, before anything was promised',
    async (signal) => {
      // A database that accepts the connection and never answers blocks the start for as long as the gateway waits.
      const silent = createServer().listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const { port } = silent.address() as AddressInfo;
      const child = start({ PORT: '0', DATABASE_URL: `postgres://user@127.0.0.1:${port}/db` });
      let stdout = '';
      child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      await once(silent, 'connection');
      child.kill(signal);
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(stdout).not.toContain('"ready"');
      silent.close();
    },
  );

  test('a wrong setting stops the start: all faults are printed, one per line, without a secret', async () => {
    const { code, stderr, stdout } = await ended({
      PORT: '70000',
      LIVE_CLIENT: 'java',
      LIVE_UPSTREAM: 'alibaba',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-secret',
      AUTH_MODE: 'jwt',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const variables = stderr
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0]);
    expect(variables).toEqual([
      'PORT',
      'LIVE_CLIENT',
      'AUTH_JWKS_URL',
      'AUTH_ISSUER',
      'AUTH_AUDIENCE',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    ]);
    expect(stderr).not.toContain('LTAI-secret');
  });

  test('a port that is in use stops the start with one line', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => holder.once('listening', done));
    const { port } = holder.address() as { port: number };
    const { code, stderr } = await ended({ PORT: String(port), LOG_LEVEL: 'silent' });
    holder.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^PORT: the port is in use[^\n]*\n$/);
  });

  test.each([
    ['that is missing', undefined],
    ['that is no YAML', 'grants: [unclosed'],
    ['with an unknown key', 'grants:\n  - who: everybody\n'],
  ])('a grants file %s stops the start with one line that names it', async (_what, text) => {
    const path = join(mkdtempSync(join(tmpdir(), 'grants-')), 'grants.yaml');
    if (text !== undefined) writeFileSync(path, text);
    const { code, stderr } = await ended({ PORT: '0', GRANTS_FILE: path, LOG_LEVEL: 'silent' });
    expect(code).toBe(1);
    expect(stderr).toContain(path);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a required client that is not installed stops the start with one line', async () => {
    const without = { NODE_OPTIONS: `--import ${HIDE_GENERATED_CLIENT}` };
    const sdk = { PORT: '0', LIVE_CLIENT: 'sdk', LOG_LEVEL: 'silent' };
    const { code, stderr } = await ended(isInstalled ? { ...sdk, ...without } : sdk);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^LIVE_CLIENT is sdk but @alicloud\/live20161101 is not installed[^\n]*\n$/);
    expect(stderr).toContain('npm install --no-save -P @alicloud/live20161101');
  });

  test('--print-config prints the current settings and no secret', async () => {
    const { code, stdout } = await ended(
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-secret',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'very-secret',
        AUTH_JWKS_URL: 'https://id.example.com/jwks',
        AUTH_ISSUER: 'https://id.example.com',
        AUTH_AUDIENCE: 'gateway',
        DATABASE_URL: 'postgres://user:pass-secret@127.0.0.1/db',
      },
      '--print-config',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      upstream: { kind: 'alibaba', endpoint: 'live.aliyuncs.com' },
    });
    expect(stdout).not.toMatch(/LTAI-secret|very-secret|pass-secret/);
  });
});

function shell(line: string): Promise<string> {
  const child = spawn('bash', ['-c', line]);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', () => {
      resolve(text);
    });
  });
}
