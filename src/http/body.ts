import { type IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
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
  const text = await readText(request);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The body is not JSON.');
  }
  if (Array.isArray(body)) throw new Refusal(400, 'Batching is off: send one operation in a request.');
  if (typeof body !== 'object' || body === null) throw new Refusal(400, 'The body must be a JSON object.');
  return body as Record<string, unknown>;
}

async function readText(request: IncomingMessage): Promise<string> {
  try {
    return await getRawBody(request, {
      encoding: 'utf-8',
      limit: MAX_BODY_BYTES,
      length: request.headers['content-length'] ?? null,
    });
  } catch (thrown) {
    const tooLarge = thrown instanceof Error && 'type' in thrown && thrown.type === 'entity.too.large';
    throw tooLarge
      ? new Refusal(413, 'The body exceeds 1 MiB.')
      : new Refusal(400, 'The body did not arrive whole.');
  }
}
