import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runCommand, type RunningCommand } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { serveHttp } from '../support/http-server.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ TRUSTED_DOCUMENTS: 'schema/client/persisted-documents.json' });
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(() => gateway.close());

const resumeAt = ({ url, token = '' }: TestGateway, ...argv: string[]): RunningCommand =>
  runCommand(['resume', ...argv, '--endpoint', new URL(url).origin], { APSARA_GATEWAY_TOKEN: token });
const resume = (...argv: string[]): RunningCommand => resumeAt(gateway, ...argv);

describe('resume of a name that looks like that of a forbidden stream', () => {
  let fresh: TestGateway;
  // The list of another test would be cached.
  beforeEach(async () => {
    fresh = await startGateway();
  });
  afterEach(() => fresh.close());

  test.each([
    ['case', 'Match-42', 'match-42', 'case: "live/match-42"'],
    ['normalization', 'cafe\u0301', 'caf\u00e9', 'Unicode normalization (NFC): "live/caf\u00e9"'],
    ['an invisible character', 'finale', 'fin\u200bale', 'invisible characters: "live/fin\\u{200b}ale"'],
  ])('names the one that differs only in %s', async (_title, asked, forbidden, message) => {
    fresh.emulator.forbid({ domainName: 'push.example.com', appName: 'live', streamName: forbidden });
    const { code, out, err } = await resumeAt(fresh, 'push.example.com', 'live', asked).ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^The stream was not forbidden/);
    expect(err).toBe(`A forbidden stream differs from it only in ${message}\n`);
  });
});

describe('resume of several streams', () => {
  let fresh: TestGateway;
  // The list and the circuit breaker of another test would be kept.
  beforeEach(async () => {
    fresh = await startGateway();
  });
  afterEach(() => fresh.close());
  const several = (...names: string[]): RunningCommand =>
    resumeAt(fresh, 'push.example.com', 'live', ...names);

  test('prints a line for each stream in order, and sends a call for each', async () => {
    const { code, out, err } = await several('match-42', 'not-forbidden', 'match-43').ended;
    const calls = fresh.emulator.calls({ action: 'ResumeLiveStream' });
    const idOf = (name: string): string =>
      calls.find(({ params }) => params['StreamName'] === name)?.requestId ?? '';
    expect(calls).toHaveLength(3);
    expect({ code, err, lines: out.trimEnd().split('\n') }).toEqual({
      code: 0,
      err: '',
      lines: [
        `push.example.com live/match-42: resumed. Alibaba’s RequestId: ${idOf('match-42')}`,
        `push.example.com live/not-forbidden: was not forbidden, nothing has changed. Alibaba’s RequestId: ${idOf('not-forbidden')}`,
        `push.example.com live/match-43: resumed. Alibaba’s RequestId: ${idOf('match-43')}`,
      ],
    });
  });

  test('a refused stream does not stop the others, and exits 1', async () => {
    fresh.emulator.inject({ operation: 'ResumeLiveStream', fault: 'Forbidden.RAM', times: 1 });
    const { code, out, err } = await several('match-42', 'match-43').ended;
    expect(code).toBe(1);
    expect(out.match(/: resumed\./g)).toHaveLength(1);
    expect(err).toMatch(
      /^push\.example\.com live\/match-4\d: .* \(UPSTREAM_DENIED\)\nAlibaba’s RequestId: \S+\n/,
    );
    expect(err).toMatch(/\n1 of 2 resumed\.\n$/);
  });

  test('an unknown outcome exits 3', async () => {
    fresh.emulator.inject({ operation: 'ResumeLiveStream', fault: 'applied-then-reset', times: 'always' });
    const { code, out, err } = await resumeAt(fresh, 'push.example.com', 'live', 'match-42', 'match-43')
      .ended;
    await fresh.close();
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/\n0 of 2 resumed\.\n$/);
  });
});

test('resume of several streams that were not forbidden reads the forbid list once', async () => {
  const page = (streamName: string, hasNextPage: boolean): object => ({
    nodes: [{ appName: 'live', streamName }],
    pageInfo: { hasNextPage, endCursor: 'next' },
  });
  const result = { requestId: 'R', wasForbidden: false, error: null };
  const reads: unknown[] = [];
  const { origin, close } = await serveHttp((request, response) => {
    void text(request).then((body) => {
      const { query, variables } = JSON.parse(body) as {
        query: string;
        variables: { after?: string | null };
      };
      const isRead = query.startsWith('query ForbiddenStreams');
      if (isRead) reads.push(variables.after);
      const forbiddenStreams = variables.after === null ? page('A', true) : page('B', false);
      const data = isRead
        ? { liveDomain: { forbiddenStreams } }
        : { resumeLiveStreams: { results: [result, result, result] } };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
    });
  });
  const argv = ['resume', 'push.example.com', 'live', 'a', 'b', 'c', '--endpoint', origin];
  const { code, err } = await runCommand(argv).ended;
  await close();
  expect({ code, reads }).toEqual({ code: 0, reads: [null, 'next'] });
  expect(err).toBe(
    'A forbidden stream differs from it only in case: "live/A"\nA forbidden stream differs from it only in case: "live/B"\n',
  );
});

describe('resume', () => {
  test('resumes the stream, also with a gateway that accepts only the documents of the manifest', async () => {
    const { code, out, err } = await resume('push.example.com', 'live', 'match-42').ended;
    const [call] = gateway.emulator.calls({ action: 'ResumeLiveStream' });
    expect(call?.params).toMatchObject({ AppName: 'live', StreamName: 'match-42' });
    expect({ code, out, err }).toEqual({
      code: 0,
      err: '',
      out: `Resumed. Alibaba’s RequestId: ${call?.requestId}\n`,
    });
  });

  test('shows that a stream was not forbidden, and exits 0', async () => {
    const { code, out, err } = await resume('push.example.com', 'live', 'nothing-like-it').ended;
    const [call] = gateway.emulator.calls({ action: 'ResumeLiveStream' });
    expect({ code, out, err }).toEqual({
      code: 0,
      err: '',
      out: `The stream was not forbidden: nothing has changed. Alibaba’s RequestId: ${call?.requestId}\n`,
    });
  });

  test('exits 1 with the code and the ids if ApsaraVideo Live refuses the call', async () => {
    const { code, out, err } = await resume('push.unknown.example.com', 'live', 'match-42').ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/\(DOMAIN_NOT_FOUND\)\nAlibaba’s RequestId: [\w-]+\nIn the gateway’s log: [\w-]+\n$/);
  });

  test.each([
    ['two names', ['push.example.com', 'live'], "missing required argument 'streams'"],
    ['26 streams', ['push.example.com', 'live', ...Array<string>(26).fill('a')], 'at most 25 streams'],
    ['a name that breaks a rule', ['push.example.com', 'live', 'a b'], 'input.streamName must not contain'],
  ])('exits 2 for %s, and nothing is sent', async (_title, argv, message) => {
    const { code, err } = await resume(...argv).ended;
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(gateway.emulator.calls()).toEqual([]);
  });
});
