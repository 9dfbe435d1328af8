import openApi, { $OpenApiUtil } from '@alicloud/openapi-core';
import { DEMO_ACCOUNT } from '../../../../src/emulator/demo-world.js';
import { toRpcParams } from '../../../support/rpc-params.js';
import { ENDPOINT, type Resume } from './subject.js';

/** A CommonJS package: its default export stands one level deeper. */
const OpenApiClient = openApi.default;

/** The least of it that is used; its own types ask for instances of a package that is not ours to import. */
interface CoreClient {
  callApi(params: object, request: object, runtime: object): Promise<{ body: { RequestId: string } }>;
}

/** The call as Alibaba's documentation shows it: the SDK's own client, signer and transport. */
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
