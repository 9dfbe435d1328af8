import { createHmac, createSecretKey, hash, randomUUID } from 'node:crypto';
import { type AccessKeys } from '../credentials.js';
import { API_VERSION } from '../operations.js';
import { type RpcParams } from '../rpc.js';

export const ALGORITHM = 'ACS3-HMAC-SHA256';
export const EMPTY_BODY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export interface SignedRequest {
  /** Path and query as they go on the wire. */
  readonly path: string;
  readonly headers: Record<string, string>;
}

/**
 * One signed RPC request: all parameters in the query, an empty body (documentation; captured from the SDK). Every
 * call gets its own nonce and date, since the upstream refuses a repeated nonce. The SDK's signer takes three times as
 * long; signer.ts lets it have the word, and a test compares the two.
 *
 * @param host `host[:port]` exactly as the Host header will say it, since it is signed
 */
export function signRequest(
  operation: string,
  params: RpcParams,
  keys: AccessKeys,
  host: string,
): SignedRequest {
  const query = toQuery(params);
  const headers = toSignedHeaders(operation, keys, host);
  headers['authorization'] = toAuthorization(query, headers, keys);
  headers['accept'] = 'application/json';
  headers['user-agent'] = 'apsara-live-gateway';
  return { path: `/?${query}`, headers };
}

/** Those that the signature covers, in the order in which it covers them: by name. */
function toSignedHeaders(
  operation: string,
  { accessKeyId, securityToken }: AccessKeys,
  host: string,
): Record<string, string> {
  const date = toDate(Date.now());
  const nonce = randomUUID();
  if (securityToken === undefined)
    return {
      host,
      'x-acs-action': operation,
      'x-acs-content-sha256': EMPTY_BODY_SHA256,
      'x-acs-date': date,
      'x-acs-signature-nonce': nonce,
      'x-acs-version': API_VERSION,
    };
  return {
    host,
    'x-acs-accesskey-id': accessKeyId,
    'x-acs-action': operation,
    'x-acs-content-sha256': EMPTY_BODY_SHA256,
    'x-acs-date': date,
    'x-acs-security-token': securityToken,
    'x-acs-signature-nonce': nonce,
    'x-acs-version': API_VERSION,
  };
}

let dated = { second: Number.NaN, text: '' };

/** In whole seconds, written once for each of them. */
function toDate(nowMs: number): string {
  const second = Math.floor(nowMs / 1000);
  if (second !== dated.second)
    dated = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` };
  return dated.text;
}

/** The last secret made ready: temporary ones change a few times a day. */
let signing = { secret: '', key: createSecretKey('', 'utf8') };

/** The Authorization header of a POST to `/` without a body (documentation: request syntax and signature, V3). */
function toAuthorization(
  query: string,
  headers: Readonly<Record<string, string>>,
  { accessKeyId, accessKeySecret }: AccessKeys,
): string {
  let lines = '';
  let names = '';
  for (const name in headers) {
    lines += `${name}:${headers[name]?.trim() ?? ''}\n`;
    names += names === '' ? name : `;${name}`;
  }
  const canonical = `POST\n/\n${query}\n${lines}\n${names}\n${EMPTY_BODY_SHA256}`;
  if (accessKeySecret !== signing.secret)
    signing = { secret: accessKeySecret, key: createSecretKey(accessKeySecret, 'utf8') };
  const signature = createHmac('sha256', signing.key)
    .update(`${ALGORITHM}\n${hash('sha256', canonical, 'hex')}`)
    .digest('hex');
  return `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`;
}

/** Written as it is signed (RFC 3986, by name), so that nothing between here and there has to agree on decoding. */
function toQuery(params: RpcParams): string {
  let query = '';
  for (const name of Object.keys(params).sort())
    query += `${query === '' ? '' : '&'}${name}=${encodeRfc3986(params[name] ?? '')}`;
  return query;
}

const NOT_ENCODED = /[!'()*]/;

function encodeRfc3986(value: string): string {
  const encoded = encodeURIComponent(value);
  if (!NOT_ENCODED.test(encoded)) return encoded;
  return encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
