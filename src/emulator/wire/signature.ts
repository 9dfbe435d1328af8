import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../refusal.js';
import { type Parameters, toCanonicalQuery } from './query.js';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const AUTHORIZATION =
  /^ACS3-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/i;

/** The content of the Authorization header before its verification. */
export interface ClaimedSignature {
  readonly accessKeyId: string;
  /** Lower case, sorted. */
  readonly signedHeaders: readonly string[];
  /** 64 hex digits. */
  readonly signature: string;
}

/** The parts of a request that the signature covers. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly parameters: Parameters;
  readonly headers: IncomingHttpHeaders;
  readonly bodySha256: string;
}

/**
 * Parses `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`.
 *
 * @throws Refusal InvalidAccessKeyId.NotFound if the header is absent, IncompleteSignature if it
 * has another format
 */
export function parseAuthorization(header: string | undefined): ClaimedSignature {
  if (header === undefined)
    throw new Refusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  const [, accessKeyId, names, signature] = AUTHORIZATION.exec(header) ?? [];
  if (accessKeyId === undefined || names === undefined || signature === undefined)
    throw new Refusal(400, 'IncompleteSignature', `The Authorization header is no ${ALGORITHM} signature.`);
  return { accessKeyId, signedHeaders: names.toLowerCase().split(';').sort(), signature };
}

/**
 * Checks that `host` and all `x-acs-` headers are signed, as the documentation requires.
 *
 * @throws Refusal IncompleteSignature with the name of the header that is not signed
 */
export function checkSignedHeaders(signedHeaders: readonly string[], headers: IncomingHttpHeaders): void {
  if (!signedHeaders.includes('host'))
    throw new Refusal(400, 'IncompleteSignature', 'The header "host" must be signed.');
  for (const name in headers) {
    if (name.startsWith('x-acs-') && !signedHeaders.includes(name))
      throw new Refusal(400, 'IncompleteSignature', `The header "${name}" must be signed.`);
  }
}

function toCanonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  let canonicalHeaders = '';
  for (const name of signedHeaders) {
    const value = request.headers[name];
    canonicalHeaders += `${name}:${(Array.isArray(value) ? value.join(',') : (value ?? '')).trim()}\n`;
  }
  const { method, path, parameters, bodySha256 } = request;
  return `${method}\n${path}\n${toCanonicalQuery(parameters)}\n${canonicalHeaders}\n${signedHeaders.join(';')}\n${bodySha256}`;
}

/** Returns the bytes of the signature that this request must have. */
function sign(request: SignedRequest, signedHeaders: readonly string[], accessKeySecret: string): Buffer {
  const stringToSign = `${ALGORITHM}\n${hash('sha256', toCanonicalRequest(request, signedHeaders), 'hex')}`;
  return createHmac('sha256', accessKeySecret).update(stringToSign).digest();
}

/**
 * Verifies ACS3-HMAC-SHA256 and compares in constant time.
 *
 * @throws Refusal SignatureDoesNotMatch
 */
export function verifySignature(
  request: SignedRequest,
  claimed: ClaimedSignature,
  accessKeySecret: string,
): void {
  const expected = sign(request, claimed.signedHeaders, accessKeySecret);
  const matches =
    request.headers['x-acs-content-sha256'] === request.bodySha256 &&
    timingSafeEqual(expected, Buffer.from(claimed.signature, 'hex'));
  if (!matches)
    throw new Refusal(
      400,
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation for ${claimed.accessKeyId}.`,
    );
}
