import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runCommand, type RunningCommand } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ TRUSTED_DOCUMENTS: 'schema/client/persisted-documents.json' });
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(() => gateway.close());

const resumeAt = ({ url, token = '' }: TestGateway, ...argv: string[]): RunningCommand =>
  runCommand(['resume', ...argv, '--endpoint', new URL(url).origin, '--token', token]);
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

describe('resume', () => {
  test('resumes the stream, also of a gateway that trusts the manifest alone', async () => {
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

  test('exits 1 with the code and the ids for what ApsaraVideo Live refuses', async () => {
    const { code, out, err } = await resume('push.unknown.example.com', 'live', 'match-42').ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/\(DOMAIN_NOT_FOUND\)\nAlibaba’s RequestId: [\w-]+\nIn the gateway’s log: [\w-]+\n$/);
  });

  test.each([
    ['two names', ['push.example.com', 'live'], 'a domain, an app and a stream are needed'],
    ['four names', ['push.example.com', 'live', 'a', 'b'], 'a domain, an app and a stream are needed'],
    ['a name that breaks a rule', ['push.example.com', 'live', 'a b'], 'input.streamName must not hold'],
  ])('exits 2 for %s, and nothing is sent', async (_title, argv, message) => {
    const { code, err } = await resume(...argv).ended;
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(gateway.emulator.calls()).toEqual([]);
  });
});
