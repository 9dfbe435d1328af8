import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { type OtlpReceiver, startOtlpReceiver } from '../support/otlp-receiver.js';
import { RESUME } from '../support/queries.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
/** Prints every loaded package to standard error. */
const TELL_IMPORTS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) {
    if (url.includes('/node_modules/')) process.stderr.write('loaded ' + url.split('/node_modules/').at(-1) + '\\n');
    return next(url, context);
  } });
`)}`;

interface Run {
  readonly stderr: string;
  readonly code: number | null;
}

let receiver: OtlpReceiver;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
});
afterAll(() => receiver.close());

/** Starts a gateway with its emulator, lets it resume once and ends it at once, so that nothing has been flushed. */
async function runOnce(
  env: Readonly<Record<string, string>>,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<Run> {
  const child = spawn(process.execPath, ['--import', TELL_IMPORTS, MAIN], {
    env: { PATH: process.env['PATH'], PORT: '0', LIVE_CLIENT: 'core', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  let stdout = '';
  while (!stdout.includes('"event":"ready"')) {
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    stdout += chunk.toString();
  }
  const { url, token } = JSON.parse(/\{"event":"ready".*/.exec(stdout)?.[0] ?? '{}') as Record<
    string,
    string
  >;
  const response = await fetch(url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token ?? ''}` },
    body: JSON.stringify({ query: RESUME, variables: { input: DEMO_STREAM } }),
  });
  expect(await response.json()).toMatchObject({
    data: { resumeLiveStream: { requestId: expect.any(String) } },
  });
  child.kill(signal);
  const [code] = (await once(child, 'close')) as [number | null];
  return { stderr, code };
}

describe('a process', () => {
  test('without an exporter loads nothing of OpenTelemetry, and loses no line at its end', async () => {
    const { stderr, code } = await runOnce({});
    expect(code).toBe(0);
    expect(stderr).toContain('loaded pino/');
    // Only the names that prom-client shares with it are loaded, and no exporter.
    expect(stderr).not.toMatch(/loaded @opentelemetry\/(?!api\/)/);
    expect(stderr).toContain('"operation":"ResumeLiveStream"');
  });

  test('with an exporter sends its last spans before it ends', async () => {
    const { stderr, code } = await runOnce({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    expect(code).toBe(0);
    expect(stderr).toContain('loaded @opentelemetry/sdk-trace/');
    expect(receiver.spans.map(({ name }) => name)).toContain('upstream attempt');
  });

  test('ends in time if the receiver refuses the connection, and if it accepts and never answers', async () => {
    const deaf = createServer().listen(0, '127.0.0.1');
    await once(deaf, 'listening');
    const { port } = deaf.address() as AddressInfo;
    for (const endpoint of ['http://127.0.0.1:9', `http://127.0.0.1:${String(port)}`])
      expect((await runOnce({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).code).toBe(0);
    deaf.close();
  });
});
