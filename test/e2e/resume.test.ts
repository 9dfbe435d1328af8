import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';

const emulator = createEmulator(demoWorld({ limits: 'off' }));
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ BUDGET_RESUME_LIVE_STREAM: '0', LIVE_CLIENT: 'core' }, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

describe('resumeLiveStream', () => {
  test('resumes a forbidden stream, and returns Alibaba’s RequestId and the stream', async () => {
    const { status, body } = await gateway.post(RESUME, { input: DEMO_STREAM });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        resumeLiveStream: {
          requestId: emulator.calls()[0]?.requestId,
          stream: { id: expect.any(String), ...DEMO_STREAM },
        },
      },
    });
    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(DEMO_STREAM));
  });

  test('"*" as app resumes the stream name in every app, and returns no stream', async () => {
    const { body } = await gateway.post(RESUME, { input: { ...DEMO_STREAM, appName: '*' } });
    expect(body.data?.['resumeLiveStream']).toEqual({ requestId: expect.any(String), stream: null });
    const names = emulator.forbidden().filter(({ domainName }) => domainName === 'push.example.com');
    expect(names.map(({ streamName }) => streamName)).toEqual(['match-43']);
  });

  test('a domain in another case is the same domain, and is sent in lower case', async () => {
    await gateway.post(RESUME, { input: { ...DEMO_STREAM, domainName: 'PUSH.Example.COM' } });
    expect(emulator.calls()[0]?.params['DomainName']).toBe('push.example.com');
  });

  test('the reason is not sent upstream', async () => {
    await gateway.post(RESUME, { input: { ...DEMO_STREAM, reason: 'appeal granted' } });
    expect(emulator.calls()[0]?.rawQuery).not.toContain('appeal');
  });

  test('any valid name, in any script, arrives unchanged and with a valid signature', async () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 255 })
      .filter((text) => text.isWellFormed() && !/[\p{Cc}\s/?#*\ufffd]/u.test(text));
    await fc.assert(
      fc.asyncProperty(name, name, async (appName, streamName) => {
        const { body } = await gateway.post(RESUME, { input: { ...DEMO_STREAM, appName, streamName } });
        expect(body.errors).toBeUndefined();
        const call = emulator.calls({ last: 1 })[0];
        expect(call).toMatchObject({ signatureVerified: true, answer: { status: 200 } });
        expect(call?.params).toMatchObject({ AppName: appName, StreamName: streamName });
      }),
      { numRuns: 300, examples: [['直播-🎥', "a!'()~b%2F+&=;"]] },
    );
  });

  test('200 resumes at once use at most 64 connections', async () => {
    emulator.configure({ latencyMs: 20 });
    const inputs = Array.from({ length: 200 }, (_, n) => ({ ...DEMO_STREAM, streamName: `s-${n}` }));
    const answers = await Promise.all(inputs.map((input) => gateway.post(RESUME, { input })));
    expect(answers.filter(({ body }) => body.errors !== undefined)).toEqual([]);
    expect(emulator.calls()).toHaveLength(200);
    expect(emulator.stats().connections.mostOpen).toBeLessThanOrEqual(64);
  });
});
