import { type JWK } from 'jose';
import { isObject } from '../stream/is-object.js';
import { toNetworkReason } from '../stream/network-reason.js';
import { type KeyReason, Unusable } from '../stream/reasons.js';

/** The largest answer, in bytes. Usual key sets have a few KB. */
const MAX_BYTES = 1_048_576;
/** The key types that the accepted algorithms use. Symmetric keys (`oct`) are never published. */
const KINDS: ReadonlySet<unknown> = new Set(['RSA', 'EC', 'OKP']);

/**
 * Reads a JWKS endpoint: one GET, no redirect, status 200. An entry that is not a key of a supported type is
 * ignored, as RFC 7517 (section 5) requires, so one invalid entry does not affect the others.
 *
 * @param timeoutMs the time from now to the last byte, in milliseconds
 * @throws Unusable with a KeyReason
 */
export async function readKeyEndpoint(url: URL, timeoutMs: number): Promise<readonly JWK[]> {
  const text = await readBody(url, AbortSignal.timeout(timeoutMs));
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw unusable('not_json');
  }
  const keys = isObject(body) ? body['keys'] : undefined;
  if (!Array.isArray(keys)) throw unusable('no_keys');
  return keys.filter(isKey);
}

async function readBody(url: URL, signal: AbortSignal): Promise<string> {
  try {
    const accept = 'application/json, application/jwk-set+json';
    const response = await fetch(url, { redirect: 'manual', signal, headers: { accept } });
    const reason = toStatusReason(response.status);
    if (reason !== undefined) {
      await response.body?.cancel();
      throw unusable(reason);
    }
    return await readText(response);
  } catch (thrown) {
    if (thrown instanceof Unusable) throw thrown;
    throw unusable(toNetworkReason(thrown) ?? 'unreachable');
  }
}

function toStatusReason(status: number): KeyReason | undefined {
  if (status === 200) return undefined;
  if (status >= 300 && status < 400) return 'redirect';
  return status === 404 || status === 410 ? 'not_found' : 'status';
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // An error that ends the loop also cancels the body, so the rest is not kept in memory.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw unusable('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function unusable(reason: KeyReason): Unusable {
  return new Unusable(reason, 'the keys for tokens cannot be fetched');
}

function isKey(entry: unknown): entry is JWK {
  return isObject(entry) && KINDS.has(entry['kty']);
}
