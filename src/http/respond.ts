import { type ServerResponse } from 'node:http';
import { dropUnread } from './end-connection.js';
import { JSON_HEADERS, VARY_ORIGIN } from './headers.js';
import { type Refusal, toRefusalBody } from './refusal.js';

type AnswerHeaders = Readonly<Record<string, string>>;

/** Sends a complete JSON answer. Does nothing if the client has disconnected. */
function send(response: ServerResponse, status: number, text: string, headers: AnswerHeaders): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...JSON_HEADERS, 'content-length': Buffer.byteLength(text), ...headers });
  dropUnread(response);
  response.end(text);
}

/**
 * Sends a complete JSON answer with the correlation id of the request. Does nothing if the client has
 * disconnected.
 */
export function respond(
  response: ServerResponse,
  status: number,
  text: string,
  correlationId: string,
  contentType?: string,
): void {
  send(response, status, text, {
    ...VARY_ORIGIN,
    'x-correlation-id': correlationId,
    ...(contentType !== undefined && { 'content-type': contentType }),
  });
}

/** Sends an answer of a route without correlation ids. Does nothing if the client has disconnected. */
export function respondJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: AnswerHeaders = {},
): void {
  send(response, status, JSON.stringify(body), headers);
}

export function respondRefusal(response: ServerResponse, refusal: Refusal, correlationId: string): void {
  if (refusal.status === 405) response.setHeader('allow', 'GET, POST, OPTIONS');
  closeUnlessRead(response);
  respond(response, refusal.status, toRefusalBody(refusal, correlationId), correlationId);
}

/**
 * Closes the connection after the answer unless the body was read. Otherwise the rest of the body would be
 * parsed as the next request.
 */
export function closeUnlessRead(response: ServerResponse): void {
  if (!response.req.complete) response.setHeader('connection', 'close');
}
