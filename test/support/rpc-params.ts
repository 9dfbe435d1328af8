import { $OpenApiUtil } from '@alicloud/openapi-core';

/** What the generated code hands to Alibaba's own client with every operation. */
export function toRpcParams(action: string): $OpenApiUtil.Params {
  return new $OpenApiUtil.Params({
    action,
    version: '2016-11-01',
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
}
