import { type IncomingMessage } from 'node:http';
import { parseJson } from './json.js';
import { Refusal } from './refusal.js';

const MIB = 1024 * 1024;
/** The largest body, in bytes. A list of 10,000 streams with names of usual length fits. */
export const MAX_BODY_BYTES = MIB;

const JSON_TYPE = /^application\/(?:json|graphql-response\+json)\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

/**
 * Reads the JSON object of a GraphQL request.
 * @throws Refusal 400, 413 or 415
 */
export async function readJsonBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'The content type must be application/json in UTF-8.');
  const encoding = request.headers['content-encoding'];
  // RFC 9110, section 8.4: `identity` means no encoding.
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new Refusal(415, 'A compressed body is not accepted.');
  const body = parseJson(toText(await readBytes(request)), 'The body');
  if (Array.isArray(body))
    throw new Refusal(400, 'Batching is not supported: send one operation per request.');
  if (typeof body !== 'object' || body === null) throw new Refusal(400, 'The body must be a JSON object.');
  return body as Record<string, unknown>;
}

/**
 * The largest refused body that is read and discarded, in bytes. A client that is still sending would not
 * receive the refusal otherwise.
 */
const MAX_DROPPED_BYTES = 4 * MIB;

/**
 * Reads a body to its end and discards it, so that the client receives the answer and can reuse the connection.
 * A body that is larger than `MAX_DROPPED_BYTES`, or of unknown length, is not read.
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.complete || Number(request.headers['content-length'] ?? Infinity) > MAX_DROPPED_BYTES) {
      resolve();
      return;
    }
    request.once('close', resolve);
    request.once('end', resolve);
    request.resume();
  });
}

/** Reads the whole body. If the body is too large and is not read, the connection is closed with the answer. */
function readBytes(request: IncomingMessage): Promise<readonly Buffer[]> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let whole = false;
    const count = (more: number): boolean => {
      bytes += more;
      if (bytes <= MAX_BODY_BYTES) return true;
      request.pause();
      reject(new Refusal(413, 'The body exceeds 1 MiB.'));
      return false;
    };
    const lost = (): void => {
      if (!whole) reject(new Refusal(400, 'The body is incomplete.'));
    };
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      void discardBody(request).then(() => count(Infinity));
      return;
    }
    request.on('data', (chunk: Buffer) => {
      if (count(chunk.length)) chunks.push(chunk);
      else request.removeAllListeners('data');
    });
    request.on('end', () => {
      whole = true;
      resolve(chunks);
    });
    request.on('close', lost);
    request.on('error', lost);
  });
}

/**
 * Decodes UTF-8 and removes a byte order mark. Invalid bytes are refused, because a replacement character would
 * change a name.
 */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Decodes the bytes of a body.
 * @throws Refusal 400
 */
function toText(chunks: readonly Buffer[]): string {
  try {
    return UTF_8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  } catch {
    throw new Refusal(400, 'The body is not UTF-8.');
  }
}
