import { OpenApiUtil } from '@alicloud/openapi-core';
import { type AccessKeys } from '../credentials.js';
import { type RpcParams } from '../rpc.js';
import { ALGORITHM, EMPTY_BODY_SHA256, type SignedRequest, signRequest } from './sign.js';

/** The one function of the SDK's core that is used. */
export type CoreSigner = Pick<typeof OpenApiUtil, 'getAuthorization'>;
type SignableRequest = Parameters<typeof OpenApiUtil.getAuthorization>[0];

export type Sign = (operation: string, params: RpcParams, keys: AccessKeys, host: string) => SignedRequest;

/** Requests that both have signed alike, before the slower one is not asked any more. */
const AGREEMENTS = 3;

/**
 * The SDK's core has the word: it signs the first requests, and goes on if ever it signs one in another way than the
 * signer here, which takes a third of its time. So a new version of the core that signs anew is followed at once.
 *
 * The core is loaded before the first call: a call that waited for it after its permit would arrive late, and the next
 * second's calls too close behind it.
 */
export function createSigner(core: CoreSigner = OpenApiUtil): Sign {
  let agreements = 0;
  let disagrees = false;
  const signByCore = (
    request: SignedRequest,
    params: RpcParams,
    { accessKeyId, accessKeySecret }: AccessKeys,
  ): SignedRequest => {
    const { authorization, ...headers } = request.headers;
    // Its signer reads these four fields alone; building its whole Request class would cost more than signing.
    const signable = { method: 'POST', pathname: '/', query: params, headers } as unknown as SignableRequest;
    const word = core.getAuthorization(signable, ALGORITHM, EMPTY_BODY_SHA256, accessKeyId, accessKeySecret);
    if (word === authorization) agreements += 1;
    else disagrees = true;
    return { ...request, headers: { ...headers, authorization: word } };
  };
  return (operation, params, keys, host) => {
    const request = signRequest(operation, params, keys, host);
    return agreements >= AGREEMENTS && !disagrees ? request : signByCore(request, params, keys);
  };
}
