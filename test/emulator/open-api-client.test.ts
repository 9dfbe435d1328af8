import { describe, expect, it } from '@jest/globals';
import core, { $OpenApiUtil } from '@alicloud/openapi-core';
import { DEMO_ACCOUNT } from '../../src/emulator/demo-world.js';
import { toRpcParams } from '../support/rpc-params.js';
import { RESUME, runningWorld } from './support/world.js';

const world = runningWorld();
type Runtime = Parameters<InstanceType<typeof core.default>['callApi']>[2];

/** The client only reads fields of the runtime options. */
const NO_OPTIONS: unknown = {};

/** Sends a call over HTTP with the OpenAPI client of Alibaba Cloud. */
function callApi(action: string, query: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const client = new core.default(
    new $OpenApiUtil.Config({ ...DEMO_ACCOUNT, endpoint: world.endpoint(), protocol: 'http' }),
  );
  return client.callApi(
    toRpcParams(action),
    new $OpenApiUtil.OpenApiRequest({ query: { ...query } }),
    NO_OPTIONS as Runtime,
  );
}

describe('the OpenAPI client of Alibaba Cloud', () => {
  it('resumes a stream whose name has all kinds of characters to escape', async () => {
    const StreamName = "新品发布!'()*~ +&=%";
    world.emulator.forbid({ domainName: RESUME.DomainName, appName: RESUME.AppName, streamName: StreamName });

    const result = await callApi('ResumeLiveStream', { ...RESUME, StreamName });

    const [recorded] = world.emulator.calls();
    expect(result).toMatchObject({ statusCode: 200, body: { RequestId: recorded?.requestId } });
    expect(world.emulator.forbidden().map((s) => s.streamName)).not.toContain(StreamName);
    expect(recorded).toMatchObject({
      method: 'POST',
      signatureVerified: true,
      params: { ...RESUME, StreamName },
      headers: expect.arrayContaining(['x-acs-credentials-provider', 'x-acs-content-sha256']),
    });
  });

  it('reports a refusal as a ClientError with its code, status and RequestId', async () => {
    const refused = callApi('ResumeLiveStream', { ...RESUME, DomainName: 'push.elsewhere.example' });

    await expect(refused).rejects.toMatchObject({
      name: 'ClientError',
      code: 'InvalidDomain.NotFound',
      statusCode: 404,
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
  });

  it('reports a throttled call as a ThrottlingError with the time to wait', async () => {
    world.emulator.inject({ fault: 'throttling-retry-after', params: { retryAfterMs: 250 } });

    await expect(callApi('ResumeLiveStream', RESUME)).rejects.toMatchObject({
      name: 'ThrottlingError',
      code: 'Throttling.User',
      retryAfter: 250,
    });
  });
});
