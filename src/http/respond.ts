import { type ServerResponse } from 'node:http';
import { CONTENT_TYPE, SECURITY_HEADERS } from './headers.js';
import { type Refusal, toRefusalBody } from './refusal.js';

/** As names and values in turn, which node:http takes without making an object of them. */
const FIXED: readonly string[] = Object.entries(SECURITY_HEADERS).flat();
/** What is said here, whoever else would say it. */
const OWN: ReadonlySet<string> = new Set([
  'cache-control',
  'content-length',
  'content-type',
  'x-correlation-id',
]);

/** One whole answer of JSON under a request's id. Does nothing where the client has gone. */
export function respond(
  response: ServerResponse,
  status: number,
  text: string,
  correlationId: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed) return;
  const length = Buffer.byteLength(text);
  const head = [...FIXED, 'content-length', String(length), 'x-correlation-id', correlationId];
  head.push('content-type', headers['content-type'] ?? CONTENT_TYPE);
  for (const name in headers) if (!OWN.has(name)) head.push(name, headers[name] ?? '');
  response.writeHead(status, head);
  // As a text and not as bytes: then it leaves together with the head, in one write.
  // What has no character beyond ASCII needs no encoding.
  response.end(text, length === text.length ? 'latin1' : 'utf8');
}

export function respondRefusal(response: ServerResponse, refusal: Refusal, correlationId: string): void {
  if (refusal.status === 405) response.setHeader('allow', 'GET, POST');
  // The rest of a body that is not wanted would be read as the next request.
  if (!response.req.complete) response.setHeader('connection', 'close');
  respond(response, refusal.status, toRefusalBody(refusal, correlationId), correlationId);
}
