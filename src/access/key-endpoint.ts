import { type JWK } from 'jose';
import { isObject } from '../stream/is-object.js';
import { toNetworkReason } from '../stream/network-reason.js';
import { type KeyReason, Unusable } from '../stream/reasons.js';

/** Real key sets have a few KB. */
const MAX_BYTES = 1_048_576;
/** The kinds of keys that the accepted algorithms use. Symmetric ones (`oct`) are never published. */
const KINDS: ReadonlySet<unknown> = new Set(['RSA', 'EC', 'OKP']);

/**
 * Reads a JWKS endpoint: one GET, no redirect, status 200. An entry that is no key of a known kind is left out, as RFC
 * 7517 (section 5) requires, so that one odd entry does not take the others with it.
 *
 * @param timeoutMs from now to the last byte
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
  // Leaving the loop by an error cancels the body, so that nothing more of it is kept.
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
