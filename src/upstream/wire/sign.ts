import { randomUUID } from 'node:crypto';
import { OpenApiUtil } from '@alicloud/openapi-core';
import { type AccessKeys } from '../credentials.js';
import { type HttpMethod } from '../../stream/operations.js';
import { type RpcParams } from '../rpc.js';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const EMPTY_BODY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** One call before it is signed: all parameters in the query, an empty body (documentation; captured from the SDK). */
export interface RpcRequest {
  readonly method: HttpMethod;
  /** The operation, for example `ResumeLiveStream`. */
  readonly action: string;
  /** The version of the API, for example `2016-11-01`. */
  readonly version: string;
  readonly query: RpcParams;
}

export interface SignedRequest {
  readonly method: HttpMethod;
  /** Path and query as sent. */
  readonly path: string;
  readonly headers: Record<string, string>;
}

type SignableRequest = Parameters<typeof OpenApiUtil.getAuthorization>[0];

/**
 * Signs one request with the SDK's own function. Every call gets a new nonce and date, because the upstream refuses a
 * repeated nonce.
 *
 * @param host `host[:port]` exactly as in the Host header, which is signed
 * @throws URIError for a value that has no UTF-8 form (a lone surrogate)
 */
export function signRequest(request: RpcRequest, keys: AccessKeys, host: string): SignedRequest {
  const { method, action, version, query } = request;
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': EMPTY_BODY_SHA256,
    'x-acs-date': `${new Date().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': version,
  };
  if (keys.securityToken !== undefined) {
    headers['x-acs-accesskey-id'] = keys.accessKeyId;
    headers['x-acs-security-token'] = keys.securityToken;
  }
  // The function reads only these four fields. Building the complete Request class would cost more than the signature.
  const signable = { method, pathname: '/', query, headers } as unknown as SignableRequest;
  headers['authorization'] = OpenApiUtil.getAuthorization(
    signable,
    ALGORITHM,
    EMPTY_BODY_SHA256,
    keys.accessKeyId,
    keys.accessKeySecret,
  );
  headers['accept'] = 'application/json';
  headers['user-agent'] = 'apsara-live-gateway';
  return { method, path: `/?${toQuery(query)}`, headers };
}

/**
 * The query in the signed form (RFC 3986, sorted by name), so that a proxy does not have to decode and encode it in the
 * same way.
 */
function toQuery(params: RpcParams): string {
  return Object.keys(params)
    .sort()
    .map((name) => `${name}=${encodeRfc3986(params[name] ?? '')}`)
    .join('&');
}

function encodeRfc3986(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
