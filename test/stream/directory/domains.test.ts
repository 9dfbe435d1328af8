import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDirectory } from '../../../src/stream/directory/directory.js';
import { createDirectoryWorld, type DirectoryWorld, FORBID_LIST, someCall } from './world.js';
import {
  type LiveUpstream,
  type UpstreamOperation,
  type UpstreamResponse,
} from '../../../src/stream/upstream.js';

let world: DirectoryWorld;
beforeAll(async () => {
  world = await createDirectoryWorld({
    domains: [
      { ingest: 'push.example.com', streaming: 'live.example.com', subStreaming: ['hk.example.com'] },
      { ingest: 'push-2.example.com', streaming: 'live.example.com' },
    ],
    seed: {
      forbidden: [{ domainName: 'push.example.com', appName: 'live', streamName: 'a' }],
      online: [{ domainName: 'push.example.com', appName: 'live', streamName: 'b' }],
    },
  });
});
afterAll(() => world.close());

describe('the lookup of domains', () => {
  test('an ingest domain is found with its streaming domain, and each other domain fails separately', async () => {
    const names = ['push.example.com', 'live.example.com', 'hk.example.com', 'push.unknown.example.com'];
    const found = await world.directory.findDomains(names, someCall());
    const wrongKind = (message: string) =>
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        violations: [{ path: 'domainName', rule: 'ingestDomain', message: expect.stringContaining(message) }],
      });
    expect(found).toEqual([
      { name: 'push.example.com', streamingDomain: 'live.example.com' },
      wrongKind('is the streaming domain'),
      wrongKind('is a sub-streaming domain'),
      expect.objectContaining({ code: 'DOMAIN_NOT_FOUND', outcome: 'REJECTED' }),
    ]);
    expect(JSON.stringify(found.slice(1))).not.toContain('live.example.com');
  });

  test('a domain of the wrong kind is reported at the path of the domain of the stream', async () => {
    const stream = { domainName: 'live.example.com', appName: 'live', streamName: 'a' };
    const calls = world.count(FORBID_LIST);
    const [status] = await world.directory.readStatus([stream], someCall());
    expect(status).toMatchObject({ violations: [{ path: 'domainName', rule: 'ingestDomain' }] });
    expect(world.count(FORBID_LIST)).toBe(calls);
  });

  test('an unknown domain fails only its own streams', async () => {
    const stream = { appName: 'live', streamName: 'a' };
    const domains = ['push.unknown.example.com', 'push.example.com', 'push.unknown.example.com'];
    const status = await world.directory.readStatus(
      domains.map((domainName) => ({ ...stream, domainName })),
      someCall(),
    );
    const unknown = expect.objectContaining({ code: 'DOMAIN_NOT_FOUND' });
    expect(status).toEqual([unknown, 'FORBIDDEN', unknown]);
  });

  test('ingest domains with one streaming domain have separate online streams and a common forbid list', async () => {
    const on = (domainName: string) =>
      ['a', 'b'].map((streamName) => ({ domainName, appName: 'live', streamName }));
    const status = await world.directory.readStatus(
      [...on('push.example.com'), ...on('push-2.example.com')],
      someCall(),
    );
    expect(status).toEqual(['FORBIDDEN', 'ONLINE', 'FORBIDDEN', 'OFFLINE']);
    expect((await world.directory.listOnline('push-2.example.com', someCall())).sorted).toEqual([]);
    expect((await world.directory.listForbidden('push-2.example.com', someCall())).sorted).toHaveLength(1);
  });

  test('an ingest domain without a streaming domain is found and has no lists', async () => {
    const name = 'push.example.com';
    const group = { streamingDomain: undefined, ingestDomains: [name], subStreamingDomains: [] };
    const upstream = answering(world.upstream, 'DescribeLiveDomainMapping', group);
    const directory = createDirectory({ upstream, requestTimeoutMs: 1_000 });
    expect(await directory.findDomains([name], someCall())).toEqual([{ name, streamingDomain: undefined }]);
    await expect(directory.listForbidden(name, someCall())).rejects.toMatchObject({
      code: 'OPERATION_NOT_ALLOWED',
      message: expect.stringContaining('no streaming domain'),
    });
  });

  test('a stream from a live center is found, although it is listed under the streaming domain', async () => {
    const stream = { appName: 'live', streamName: 'center' };
    const item = { ...stream, ingestDomain: 'live.example.com', publishedAt: undefined };
    const page = { items: [item], total: 1 };
    const upstream = answering(world.upstream, 'DescribeLiveStreamsOnlineList', page);
    const directory = createDirectory({ upstream, requestTimeoutMs: 1_000 });
    const address = { ...stream, domainName: 'push.example.com' };
    expect(await directory.readStatus([address], someCall())).toEqual(['ONLINE']);
    expect((await directory.listOnline('push.example.com', someCall())).sorted).toEqual([item]);
  });
});

/** Returns the upstream with a fixed answer for one operation. */
function answering<O extends UpstreamOperation>(
  upstream: LiveUpstream,
  operation: O,
  answer: UpstreamResponse<O>,
): LiveUpstream {
  return {
    call: (called, request, context) => {
      const name: UpstreamOperation = called;
      return name === operation ? Promise.resolve(answer as never) : upstream.call(called, request, context);
    },
  };
}
