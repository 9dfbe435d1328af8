import { $OpenApiUtil } from '@alicloud/openapi-core';

/** Returns the parameters that the generated code passes to Alibaba's client for an operation. */
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
