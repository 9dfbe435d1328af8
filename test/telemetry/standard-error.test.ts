import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const DIST = join(import.meta.dirname, '../../dist');
const LOGGER = `
  import { createLogger } from '${join(DIST, 'telemetry/logger.js')}';
  const logger = createLogger({ level: 'info' });
`;

function run(code: string, stderr: 'pipe' | number = 'pipe'): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '--eval', LOGGER + code], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', stderr],
  });
}

/** Starts a gateway that raises an error on SIGUSR2, like an internal error. */
function startGateway(raise: string, stderr: 'pipe' | number = 'pipe'): ChildProcess {
  const hook = `data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${raise} });`)}`;
  return spawn(process.execPath, ['--import', hook, join(DIST, 'main.js')], {
    env: {
      PATH: process.env['PATH'],
      MESSAGE: 'secret-of-a-test',
      PORT: '0',
      LIVE_CLIENT: 'core',
      DATABASE_URL: 'file::memory:',
    },
    stdio: ['ignore', 'pipe', stderr],
  });
}

async function isReady(child: ChildProcess): Promise<string> {
  let stdout = '';
  while (!stdout.includes('"event":"ready"') && child.stdout !== null) {
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    stdout += chunk.toString();
  }
  return (JSON.parse(/\{"event":"ready".*/.exec(stdout)?.[0] ?? '{}') as { url: string }).url;
}

/** Returns the lines that the process wrote to standard error, and its exit code. */
async function end(child: ChildProcess): Promise<{ lines: Record<string, unknown>[]; code: number | null }> {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  const lines = text.split('\n').filter((line) => line !== '');
  return { lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), code };
}

describe('the log on standard error', () => {
  test.each([
    ['returns from its last task', ''],
    ['calls process.exit', 'process.exit(0);'],
  ])('keeps every line of a process that %s', async (_how, last) => {
    const { lines, code } = await end(
      run(`for (let n = 0; n < 2000; n += 1) logger.info({ n }, 'x');${last}`),
    );
    expect(code).toBe(0);
    // A line that is being written at the exit of the process may come after those of the last flush.
    const numbers = lines.map(({ n }) => Number(n)).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 2000 }, (_, n) => n));
  });

  test('keeps every line of a process that ends with an uncaught error', async () => {
    const child = run(`for (let n = 0; n < 50; n += 1) logger.info({ n }, 'x'); process.exitCode = 3;
      process.on('uncaughtException', () => process.exit(7)); throw new Error('x');`);
    const { lines, code } = await end(child);
    expect(code).toBe(7);
    expect(lines).toHaveLength(50);
  });

  test('does not delay the exit of a process whose pipe is not read', async () => {
    const child = run(`for (let n = 0; n < 20000; n += 1) logger.info({ n, text: 'x'.repeat(100) }, 'x');
      setTimeout(() => process.exit(4), 50);`);
    child.stderr?.pause();
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(4);
    child.stderr?.destroy();
  });

  test('does not delay the exit of a process whose disk is full, and does not end the process', async () => {
    const child = run(
      `logger.info('x'); setTimeout(() => { logger.info('y'); process.exit(4); }, 200);`,
      openSync('/dev/full', 'w'),
    );
    expect(await end(child)).toEqual({ lines: [], code: 4 });
  });

  test('drops lines that a reader leaves unread for too long, and logs their number when it reads again', async () => {
    const child = run(`
      for (let n = 0; n < 20000; n += 1) logger.info({ n, text: 'x'.repeat(100) }, 'x');
      process.stdout.write('written');
      setInterval(() => undefined, 1000);
    `);
    if (child.stdout !== null) await once(child.stdout, 'data');
    let text = '';
    const { promise: told, resolve } = Promise.withResolvers<undefined>();
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('were dropped')) resolve(undefined);
    });
    await told;
    child.kill('SIGTERM');
    await once(child, 'close');
    const lines = text.split('\n').filter((line) => line !== '');
    const report = JSON.parse(lines.at(-1) ?? '{}') as { level: string; dropped: number };
    expect(report.level).toBe('warn');
    expect(report.dropped + lines.length - 1).toBe(20_000);
  });
});

describe('an error that escapes every handler', () => {
  test.each([
    ['uncaughtException', `throw new TypeError(process.env.MESSAGE);`],
    ['unhandledRejection', `void Promise.reject(new TypeError(process.env.MESSAGE));`],
  ])(
    '(%s) is logged as one line at fatal without its message, and ends the gateway with exit code 1',
    async (origin, raise) => {
      const child = startGateway(raise);
      const ended = end(child);
      await isReady(child);
      child.kill('SIGUSR2');
      const { lines, code } = await ended;
      expect(code).toBe(1);
      expect(lines.find(({ level }) => level === 'fatal')).toMatchObject({
        origin,
        err: { type: 'TypeError', where: expect.arrayContaining([expect.any(String)]) },
      });
      expect(JSON.stringify(lines)).not.toContain('secret-of-a-test');
    },
  );

  test('ends the gateway also if its log cannot be written', async () => {
    const child = startGateway(`throw new Error('x');`, openSync('/dev/full', 'w'));
    await isReady(child);
    child.kill('SIGUSR2');
    expect(await once(child, 'close')).toEqual([1, null]);
  });
});
