import openApi, { $OpenApiUtil } from '@alicloud/openapi-core';
import { DEMO_ACCOUNT } from '../../../../src/emulator/demo-world.js';
import { toRpcParams } from '../../../support/rpc-params.js';
import { ENDPOINT, type Resume } from './subject.js';

/** The package is CommonJS, so its default export is nested one level deeper. */
const OpenApiClient = openApi.default;

/**
 * The part of the client that is used. Its own types require instances of a package that is not
 * a direct dependency.
 */
interface CoreClient {
  callApi(params: object, request: object, runtime: object): Promise<{ body: { RequestId: string } }>;
}

/** Creates the call as in Alibaba's documentation: client, signer and transport of the SDK. */
export function createCallApi(): Resume {
  const client: CoreClient = new OpenApiClient(
    new $OpenApiUtil.Config({ ...DEMO_ACCOUNT, endpoint: ENDPOINT, protocol: 'http' }),
  ) as unknown as CoreClient;
  const params = toRpcParams('ResumeLiveStream');
  return async ({ domainName, appName, streamName }) => {
    const query = {
      DomainName: domainName,
      AppName: appName,
      StreamName: streamName,
      LiveStreamType: 'publisher',
    };
    const { body } = await client.callApi(params, new $OpenApiUtil.OpenApiRequest({ query }), {});
    return body.RequestId;
  };
}
