import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LiveStreamDocument } from 'apsara-live-gateway/client';
import { GraphQLClient } from 'graphql-request';
import { resume } from '../../examples/resume.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const STREAM = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };

let gateway: TestGateway;
let token: string;
beforeAll(async () => {
  gateway = await startGateway();
  token = gateway.token ?? '';
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(() => gateway.close());

async function forbiddenNames(): Promise<string[]> {
  const response = await fetch(`http://${gateway.emulatorEndpoint}/_emulator/forbidden`);
  const list = (await response.json()) as (typeof STREAM)[];
  return list.map(({ domainName, appName, streamName }) => [domainName, appName, streamName].join('/'));
}

describe('the example, against a gateway and the emulator', () => {
  test('resumes a forbidden stream and returns Alibaba’s RequestId', async () => {
    expect(await forbiddenNames()).toContain('push.example.com/live/match-42');

    const answer = await resume(gateway.url, token, { ...STREAM, reason: 'appeal granted' });

    const call = gateway.emulator.calls().find(({ action }) => action === 'ResumeLiveStream');
    expect(answer).toEqual({ requestId: call?.requestId, streamId: expect.stringMatching(/./) });
    const left = await forbiddenNames();
    expect(left).not.toContain('push.example.com/live/match-42');
    expect(left).toContain('push.example.com/live/match-43');
  });

  test('reads the code of a refusal by ApsaraVideo Live', async () => {
    const answer = await resume(gateway.url, token, { ...STREAM, domainName: 'push.unknown.example.com' });
    const error = { code: 'DOMAIN_NOT_FOUND', retryable: false, outcome: 'REJECTED' };
    expect(answer).toEqual({ error: expect.objectContaining(error) });
    expect(await forbiddenNames()).toContain('push.example.com/live/match-42');
  });

  test('reads the code of a refusal by the gateway, which sends nothing', async () => {
    const answer = await resume(gateway.url, 'not-a-token', STREAM);
    expect(answer).toEqual({ error: expect.objectContaining({ code: 'UNAUTHENTICATED' }) });
    expect(answer).not.toHaveProperty('error.outcome');
    expect(gateway.emulator.calls()).toEqual([]);
  });

  test('passes errors that do not come from a gateway', async () => {
    await expect(resume('http://127.0.0.1:1/graphql', token, STREAM)).rejects.toThrow();
  });
});

test('the typed document of a query returns the same id as the mutation', async () => {
  const client = new GraphQLClient(gateway.url, { headers: { authorization: `Bearer ${token}` } });
  const { liveStream } = await client.request({ document: LiveStreamDocument, variables: STREAM });
  expect(liveStream).toMatchObject(STREAM);
  const resumed = await resume(gateway.url, token, STREAM);
  expect(resumed).toMatchObject({ streamId: liveStream?.id });
});

test('a gateway that accepts only the manifest answers a document by its hash', async () => {
  const trusting = await startGateway({ TRUSTED_DOCUMENTS: 'schema/client/persisted-documents.json' });
  try {
    const { __meta__ } = LiveStreamDocument as unknown as { readonly __meta__: { readonly hash: string } };
    const response = await fetch(trusting.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${trusting.token}` },
      body: JSON.stringify({ documentId: __meta__.hash, operationName: 'LiveStream', variables: STREAM }),
    });
    expect(await response.json()).toEqual({ data: { liveStream: expect.objectContaining(STREAM) } });
  } finally {
    await trusting.close();
  }
});
