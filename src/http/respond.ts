import { type ServerResponse } from 'node:http';
import { dropUnread } from './end-connection.js';
import { JSON_HEADERS } from './headers.js';
import { type Refusal, toRefusalBody } from './refusal.js';

/** Sends one whole answer of JSON under a request's id. Does nothing where the client has gone. */
export function respond(
  response: ServerResponse,
  status: number,
  text: string,
  correlationId: string,
  contentType?: string,
): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    ...JSON_HEADERS,
    'content-length': Buffer.byteLength(text),
    'x-correlation-id': correlationId,
    ...(contentType !== undefined && { 'content-type': contentType }),
  });
  dropUnread(response);
  response.end(text);
}

export function respondRefusal(response: ServerResponse, refusal: Refusal, correlationId: string): void {
  if (refusal.status === 405) response.setHeader('allow', 'GET, POST, OPTIONS');
  // The rest of a body that is not wanted would be read as the next request.
  if (!response.req.complete) response.setHeader('connection', 'close');
  respond(response, refusal.status, toRefusalBody(refusal, correlationId), correlationId);
}
