import { type ServerResponse } from 'node:http';
import { JSON_HEADERS } from './headers.js';
import { type Refusal, toRefusalBody } from './refusal.js';

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
  response.writeHead(status, {
    ...JSON_HEADERS,
    ...headers,
    'cache-control': 'no-store',
    'content-length': length,
    'x-correlation-id': correlationId,
  });
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
