import { type RequestListener } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Ended, runCommand, runShell } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { serveHttp } from '../support/http-server.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';

const folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
const list = join(folder, 'streams.csv');
/** Every command that talks to a gateway, and whether it changes anything. */
const COMMANDS: readonly (readonly [name: string, argv: readonly string[], changes: boolean])[] = [
  ['status', ['status', 'push.example.com', 'live', 'match-42'], false],
  ['list', ['list', 'push.example.com', '--forbidden'], false],
  ['actions', ['actions'], false],
  ['jobs', ['jobs'], false],
  ['resume', ['resume', 'push.example.com', 'live', 'match-42'], true],
  ['resume of several', ['resume', 'push.example.com', 'live', 'match-42', 'match-43'], true],
  ['forbid', ['forbid', 'push.example.com', 'live', 'match-42'], true],
  ['cut', ['cut', 'push.example.com', 'live', 'match-42', '--yes'], true],
  ['bulk-resume', ['bulk-resume', '--domain', 'push.example.com', '--file', list, '--yes'], true],
  ['bulk-resume --job', ['bulk-resume', '--job', 'x'], false],
];

const HTML = '<!doctype html><html><head><title>502 Bad Gateway</title></head></html>';
const answer =
  (status: number, body: string, type = 'text/html'): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

let gateway: TestGateway;
let provider: JwksServer;
beforeAll(async () => {
  writeFileSync(list, 'live,match-42\n');
  provider = await createJwksServer();
  gateway = await startGateway({
    AUTH_MODE: 'jwt',
    AUTH_JWKS_URL: provider.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
  });
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(async () => {
  await gateway.close();
  await provider.close();
  rmSync(folder, { recursive: true });
});
const run = (argv: readonly string[], endpoint: string, token?: string): Promise<Ended> =>
  runCommand(argv, {
    APSARA_GATEWAY_ENDPOINT: endpoint,
    ...(token !== undefined && { APSARA_GATEWAY_TOKEN: token }),
  }).ended;

const expired = (): Promise<string> => {
  const past = Math.floor(Date.now() / 1_000) - 7_200;
  return provider.mint({ claims: { iat: past, nbf: past, exp: past + 3_600 } });
};

describe.each(COMMANDS)('%s', (_name, argv, changes) => {
  /** What may have been done all the same exits with 3. */
  const lost = changes ? 3 : 1;

  test('without a token, or with an expired or invalid token, exits 1 and names login', async () => {
    for (const token of [undefined, await expired(), 'none']) {
      const { code, out, err } = await run(argv, gateway.url, token);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/\(UNAUTHENTICATED\)\nRun "apsara-live-gateway login"/);
    }
    expect(gateway.emulator.calls()).toEqual([]);
  });

  test('exits 1 if no gateway listens', async () => {
    const { origin: url, close } = await serveHttp(answer(200, HTML));
    await close();
    const { code, out, err } = await run(argv, url);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`No gateway answers at ${url}/graphql`);
  });

  test('exits 1 for any answer of a server that is not a gateway', async () => {
    for (const body of [
      HTML,
      '',
      'null',
      '[]',
      '"x"',
      '{"message":"not found"}',
      '{"errors":[null]}',
      '{"data":{}}',
    ]) {
      const { origin: url, close } = await serveHttp(answer(200, body));
      const { code, err } = await run(argv, url);
      await close();
      expect({ body, code }).toEqual({ body, code: 1 });
      expect(err).toContain(`What answers at ${url}/graphql is no gateway.`);
      expect(err).not.toContain('    at ');
    }
  });

  test('reports an unknown result if a proxy cannot reach the gateway', async () => {
    const { origin: url, close } = await serveHttp(answer(502, HTML));
    const { code, err } = await run(argv, url);
    await close();
    expect(code).toBe(lost);
    expect(err).toContain('No gateway answers');
    expect(err).not.toContain('<html>');
  });

  test('ends immediately on Ctrl-C while the gateway does not answer', async () => {
    let requests = 0;
    const { origin: url, close } = await serveHttp(() => (requests += 1));
    const command = runCommand(argv, { APSARA_GATEWAY_ENDPOINT: url });
    while (requests === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const pressedAt = performance.now();
    command.kill('SIGINT');
    const { code, err } = await command.ended;
    await close();
    expect(performance.now() - pressedAt).toBeLessThan(3_000);
    expect([null, 130]).toContain(code);
    expect(err).not.toContain('    at ');
  });
});

describe('an incomplete answer', () => {
  const RESULT = '{"requestId":"R","wasForbidden":true,"error":null}';
  test.each([
    ['one stream', ['s'], '{"resumeLiveStream":{"requestId":null}}', ''],
    ['one stream, of another field', ['s'], '{"x":1}', ''],
    ['several streams', ['s', 't'], `{"resumeLiveStreams":{"results":[${RESULT}]}}`, 'd a/s: resumed.'],
    ['several streams, without results', ['s', 't'], '{"resumeLiveStreams":{}}', ''],
    [
      'several streams, with an empty result',
      ['s', 't'],
      `{"resumeLiveStreams":{"results":[${RESULT},{}]}}`,
      'd a/s: resumed.',
    ],
  ])('to resume of %s exits 3, and claims nothing', async (_what, streams, data, shown) => {
    const { origin: url, close } = await serveHttp(answer(200, `{"data":${data}}`, 'application/json'));
    const { code, out, err } = await run(['resume', 'd', 'a', ...streams], url);
    await close();
    expect(code).toBe(3);
    expect(out.startsWith(shown)).toBe(true);
    expect(out).not.toContain('t: resumed');
    expect(err).toMatch(/^The answer of the gateway is incomplete\.\nIt may have been done/);
  });

  const CANCEL = ['bulk-resume', '--job', 'x', '--cancel'];
  const CHANGING = [...COMMANDS.filter(([, , changes]) => changes), ['--cancel', CANCEL, true] as const];
  test.each(CHANGING)('to %s exits 3, and does not report a success', async (_name, argv) => {
    const fields = [
      'resumeLiveStream',
      'resumeLiveStreams',
      'forbidLiveStream',
      'startBulkResume',
      'cancelBulkResume',
    ];
    for (const payload of [
      undefined,
      null,
      {},
      [],
      'x',
      { bulkResume: {}, requestId: null, results: null },
    ]) {
      const data = { x: 1, ...Object.fromEntries(fields.map((field) => [field, payload])) };
      const { origin, close } = await serveHttp(answer(200, JSON.stringify({ data }), 'application/json'));
      const { code, out, err } = await run(argv, origin);
      await close();
      expect({ payload, code, out }).toEqual({ payload, code: 3, out: '' });
      expect(err).toMatch(/The answer of the gateway is incomplete\.\nI[ft] (?:it )?may have/);
    }
  });

  test.each(COMMANDS.filter(([, , changes]) => !changes))('to %s exits 1', async (_name, argv) => {
    const { origin, close } = await serveHttp(answer(200, '{"data":{"x":1}}', 'application/json'));
    const ended = await run(argv, origin);
    await close();
    expect(ended).toEqual({ code: 1, out: '', err: 'The answer of the gateway is incomplete.\n' });
  });

  test('prints no control character of an error', async () => {
    const error = {
      message: 'red\u001b[31m\u0007',
      extensions: { code: 'X\u001b[2J', requestId: '\u202eR' },
    };
    const { origin: url, close } = await serveHttp(answer(200, JSON.stringify({ errors: [error] })));
    const { err } = await run(['jobs'], url);
    await close();
    expect(err).toBe('red\\u{1b}[31m\\u{7} (X\\u{1b}[2J)\nAlibaba’s RequestId: \\u{202e}R\n');
  });

  test('states what to do if a request is too large', async () => {
    const { origin: url, close } = await serveHttp(answer(413, HTML));
    expect(await run(['resume', 'd', 'a', 's'], url)).toMatchObject({
      code: 2,
      err: 'The request is too large for the gateway, or for a proxy before it. Send fewer streams at once.\n',
    });
    await close();
  });
});

describe('an invalid endpoint', () => {
  test.each(['gateway', 'ftp://gateway.example.com', 'http://'])('%s exits 2', async (endpoint) => {
    const { code, out, err } = await run(['jobs'], endpoint);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('the endpoint must be an http or https address\n');
  });
});

describe('a reader that closes the pipe', () => {
  test('does not change the exit code of a command that changes something', async () => {
    const results = [
      { requestId: 'R', wasForbidden: true, error: null },
      {
        requestId: null,
        wasForbidden: null,
        error: { code: 'UPSTREAM_TIMEOUT', message: 'late', outcome: 'UNKNOWN' },
      },
    ];
    const { origin: url, close } = await serveHttp(
      answer(200, JSON.stringify({ data: { resumeLiveStreams: { results } } })),
    );
    const line = `set -o pipefail; apsara-live-gateway resume d a s t --endpoint ${url}`;
    for (const reader of ['true', 'head -0']) {
      const { code, err } = await runShell(`${line} | ${reader}`, folder).ended;
      expect({ reader, code }).toEqual({ reader, code: 3 });
      expect(err).toContain('1 of 2 resumed.');
    }
    const full = await runShell(`apsara-live-gateway resume d a s t --endpoint ${url} > /dev/full`, folder)
      .ended;
    await close();
    expect(full.code).toBe(3);
    expect(full.err).toContain('The output cannot be written (ENOSPC).');
    expect(full.err).not.toContain('    at ');
  });

  test.each(['--help', 'list --help', 'bulk-resume --help', 'callbacks --help', 'doctor --help'])(
    'ends %s without an error',
    async (line) => {
      const ended = await runShell(`set -o pipefail; apsara-live-gateway ${line} | head -1`, folder).ended;
      expect(ended).toEqual({ code: 0, out: expect.stringMatching(/^Usage: /), err: '' });
    },
  );
});

describe('a name with wide characters', () => {
  let open: TestGateway;
  beforeAll(async () => {
    open = await startGateway();
  });
  afterAll(() => open.close());
  const act = (...argv: string[]): Promise<Ended> => run(argv, open.url, open.token);

  test('is forbidden, shown, listed and resumed unchanged', async () => {
    const stream = ['push.example.com', '直播', '比赛-👨‍👩‍👧'];
    expect(await act('forbid', ...stream, '--for', '1h')).toMatchObject({ code: 0 });
    expect((await act('status', ...stream)).out).toContain('FORBIDDEN');
    const listed = await act('list', 'push.example.com', '--forbidden', '--app', '直播', '--csv');
    expect(listed.out.split('\n')[1]).toMatch(/^直播,比赛-👨‍👩‍👧,/);
    expect(await act('resume', ...stream)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Resumed\./),
    });
  });
});
