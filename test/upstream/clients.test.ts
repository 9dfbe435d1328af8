import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { OPERATIONS } from '../../src/stream/operations.js';
import { type CallContext, type UpstreamOperation } from '../../src/stream/upstream.js';
import { type Upstream, type UpstreamOptions } from '../../src/upstream/index.js';
import {
  type GeneratedModule,
  type GeneratedPackage,
  loadGeneratedPackage,
  toClientClass,
} from '../../src/upstream/sdk/generated-client.js';
import { callContext, failureOf, openUpstream } from '../contract/upstream-subject.js';
import { loadShape } from '../support/generated-client-shape.js';
import { samplesOf } from '../support/sample-requests.js';

const emulator = createEmulator(demoWorld());
let endpoint: string;
beforeAll(async () => {
  endpoint = (await emulator.listen()).endpoint;
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
});

const opened: Upstream[] = [];
afterAll(() => Promise.all(opened.map((upstream) => upstream.close())));
async function open(options: Pick<UpstreamOptions, 'client' | 'loadSdk'>): Promise<Upstream> {
  const upstream = await openUpstream(options, endpoint);
  opened.push(upstream);
  return upstream;
}
const openSdk = (sdk: GeneratedPackage | undefined): Promise<Upstream> =>
  open({ client: 'sdk', loadSdk: () => Promise.resolve(sdk) });

/** The requests that the emulator receives for the sample calls of one operation, without the signature headers. */
async function sentBy({ live }: Upstream, operation: UpstreamOperation): Promise<unknown> {
  emulator.reset();
  const trace = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
  const context = { ...callContext(), trace: trace as CallContext['trace'] };
  const requests = samplesOf(operation);
  // The contract tests check how a call ends. Here the deletion of missing settings can fail.
  for (const request of requests) await live.call(operation, request, context).catch(() => undefined);
  expect(emulator.calls()).toHaveLength(requests.length);
  return emulator.calls().map(({ action, method, params, rawQuery, headers, signatureVerified }) => {
    return { action, method, params, rawQuery, headers, signatureVerified };
  });
}

const generated = await loadGeneratedPackage();

describe('both clients send the same requests', () => {
  test.each(Object.keys(OPERATIONS) as UpstreamOperation[])(
    'for %s: method, parameters and headers',
    async (operation) => {
      const byCore = await sentBy(await open({ client: 'core' }), operation);
      expect(await sentBy(await openSdk(await loadShape()), operation)).toEqual(byCore);
      if (generated !== undefined) expect(await sentBy(await openSdk(generated), operation)).toEqual(byCore);
    },
  );
});

describe('the client in use', () => {
  test('is core without an installed generated client, and sdk with its version otherwise', async () => {
    const load = async (): Promise<GeneratedPackage> => ({ ...(await loadShape()), version: '4.5.6' });
    expect((await open({ client: 'auto', loadSdk: () => Promise.resolve(undefined) })).client).toBe('core');
    expect((await open({ client: 'core', loadSdk: load })).client).toBe('core');
    expect((await open({ client: 'auto', loadSdk: load })).client).toBe('sdk@4.5.6');
  });

  test('refuses to start as sdk without the package, in one line with the install command', async () => {
    const refused = openSdk(undefined);
    await expect(refused).rejects.toThrow('"npm install --no-save -P @alicloud/live20161101"');
    await expect(refused).rejects.toThrow(/^LIVE_CLIENT is sdk but [^\n]*$/);
  });
});

/** The shape of the generated client with another resume method. */
async function withResume(resume: unknown): Promise<GeneratedPackage> {
  const { module } = await loadShape();
  class Changed extends toClientClass(module, []) {}
  Object.defineProperty(Changed.prototype, 'resumeLiveStreamWithOptions', { value: resume });
  return loadShape({ default: Changed });
}

describe('a generated client with another shape', () => {
  test.each([
    ['no client class', { default: undefined }, 'client class'],
    ['no request class', { ForbidLiveStreamRequest: undefined }, 'class ForbidLiveStreamRequest'],
  ])('with %s stops the start, with an error in one line that names it', async (_what, changes, named) => {
    const sdk = await loadShape(changes as unknown as Partial<GeneratedModule>);
    const refused = openSdk(sdk);
    await expect(refused).rejects.toThrow(`@alicloud/live20161101 has no ${named}; `);
    await expect(refused).rejects.toThrow(/^[^\n]*$/);
  });

  test('without a method stops the start, with an error in one line that names it', async () => {
    await expect(openSdk(await withResume(undefined))).rejects.toThrow(
      /^@alicloud\/live20161101 has no method resumeLiveStreamWithOptions; [^\n]*$/,
    );
  });

  test('that lacks only the list of domains still resumes, and sends no other call for it', async () => {
    const older = { DescribeLiveUserDomainsRequest: undefined } as unknown as Partial<GeneratedModule>;
    const { live } = await openSdk(await loadShape(older));
    await live.call('ResumeLiveStream', DEMO_STREAM, callContext());
    const query = { kind: 'ingest', pageNum: 1, pageSize: 50 } as const;
    expect(await failureOf(live.call('DescribeLiveUserDomains', query, callContext()))).toMatchObject({
      code: 'UPSTREAM_ERROR',
      outcome: 'NOT_SENT',
    });
    expect(emulator.calls().map(({ action }) => action)).toEqual(['ResumeLiveStream']);
  });

  test('that bypasses callApi, or fails before it, sends nothing', async () => {
    const told = { code: 'UPSTREAM_ERROR', retryable: false, outcome: 'NOT_SENT' };
    const around = () => Promise.resolve({ statusCode: 200, body: { requestId: 'made-up' } });
    const failing = () => Promise.reject(new TypeError('request.validate is not a function'));
    for (const resume of [around, failing]) {
      const { live } = await openSdk(await withResume(resume));
      expect(await failureOf(live.call('ResumeLiveStream', DEMO_STREAM, callContext()))).toMatchObject(told);
    }
    expect(emulator.calls()).toEqual([]);
  });

  test('that fails after the answer does not change the answer', async () => {
    const resume = async function (
      this: { callApi: (...of: object[]) => Promise<object> },
      asked: object,
      runtime: object,
    ) {
      const query = {
        DomainName: 'push.example.com',
        AppName: 'live',
        StreamName: 'match-42',
        LiveStreamType: 'publisher',
      };
      await this.callApi(
        { action: 'ResumeLiveStream', version: '2016-11-01', method: 'POST' },
        { query },
        runtime,
      );
      throw new Error(`type of requestId is mismatch in ${typeof asked}`);
    };
    const { live } = await openSdk(await withResume(resume));
    const { requestId } = await live.call('ResumeLiveStream', DEMO_STREAM, callContext());
    expect(requestId).toBe(emulator.calls()[0]?.requestId);
  });
});
