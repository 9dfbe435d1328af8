import { type IncomingMessage } from 'node:http';
import { parseJson } from './json.js';
import { Refusal } from './refusal.js';

const MIB = 1024 * 1024;
/** A list of ten thousand streams with names of ordinary length fits. */
export const MAX_BODY_BYTES = MIB;

const JSON_TYPE = /^application\/(?:json|graphql-response\+json)\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

/**
 * The JSON object of a GraphQL request.
 * @throws Refusal 400, 413 or 415
 */
export async function readJsonBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'The content type must be application/json in UTF-8.');
  if (request.headers['content-encoding'] !== undefined)
    throw new Refusal(415, 'A compressed body is not accepted.');
  const body = parseJson(await readText(request), 'The body');
  if (Array.isArray(body)) throw new Refusal(400, 'Batching is off: send one operation in a request.');
  if (typeof body !== 'object' || body === null) throw new Refusal(400, 'The body must be a JSON object.');
  return body as Record<string, unknown>;
}

/** The whole body as text. One that is too large is left unread: whoever answers closes its connection. */
function readText(request: IncomingMessage): Promise<string> {
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
      if (!whole) reject(new Refusal(400, 'The body did not arrive whole.'));
    };
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      count(Infinity);
      return;
    }
    request.on('data', (chunk: Buffer) => {
      if (count(chunk.length)) chunks.push(chunk);
      else request.removeAllListeners('data');
    });
    request.on('end', () => {
      whole = true;
      resolve(toText(chunks));
    });
    request.on('close', lost);
    request.on('error', lost);
  });
}

const BYTE_ORDER_MARK = 0xfeff;

function toText(chunks: readonly Buffer[]): string {
  const text = (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? '';
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}
