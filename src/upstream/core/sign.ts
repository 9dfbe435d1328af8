import { randomBytes } from 'node:crypto';
import { OpenApiUtil } from '@alicloud/openapi-core';
import { type AccessKeys } from '../credentials.js';
import { API_VERSION } from '../operations.js';
import { type RpcParams } from '../rpc.js';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const EMPTY_BODY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

type SignableRequest = Parameters<typeof OpenApiUtil.getAuthorization>[0];

export interface SignedRequest {
  /** Path and query as they go on the wire. */
  readonly path: string;
  readonly headers: Record<string, string>;
}

/**
 * One signed RPC request: all parameters in the query, an empty body (documentation; captured from the SDK). Every
 * call gets its own nonce and date, since the upstream refuses a repeated nonce.
 *
 * @param host `host[:port]` exactly as the Host header will say it, since it is signed
 */
export function signRequest(
  operation: string,
  params: RpcParams,
  keys: AccessKeys,
  host: string,
): SignedRequest {
  const headers: Record<string, string> = {
    host,
    accept: 'application/json',
    'user-agent': 'apsara-live-gateway',
    'x-acs-action': operation,
    'x-acs-version': API_VERSION,
    'x-acs-date': `${new Date().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomBytes(16).toString('hex'),
    'x-acs-content-sha256': EMPTY_BODY_SHA256,
  };
  if (keys.securityToken !== undefined) {
    headers['x-acs-accesskey-id'] = keys.accessKeyId;
    headers['x-acs-security-token'] = keys.securityToken;
  }
  // The signer reads these four fields alone; building its whole Request class would cost more than signing.
  const signable = { method: 'POST', pathname: '/', query: params, headers } as unknown as SignableRequest;
  headers['authorization'] = OpenApiUtil.getAuthorization(
    signable,
    ALGORITHM,
    EMPTY_BODY_SHA256,
    keys.accessKeyId,
    keys.accessKeySecret,
  );
  return { path: `/?${toQuery(params)}`, headers };
}

/** Written as it is signed (RFC 3986), so that nothing between here and there has to agree on decoding. */
function toQuery(params: RpcParams): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${encodeRfc3986(value)}`)
    .join('&');
}

function encodeRfc3986(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
