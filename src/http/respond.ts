import { type ServerResponse } from 'node:http';
import { dropUnread } from './end-connection.js';
import { JSON_HEADERS } from './headers.js';
import { type Refusal, toRefusalBody } from './refusal.js';

type AnswerHeaders = Readonly<Record<string, string>>;

/** Sends one whole answer of JSON. Does nothing where the client has gone. */
function send(response: ServerResponse, status: number, text: string, headers: AnswerHeaders): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...JSON_HEADERS, 'content-length': Buffer.byteLength(text), ...headers });
  dropUnread(response);
  response.end(text);
}

/** Sends one whole answer of JSON under a request's id. Does nothing where the client has gone. */
export function respond(
  response: ServerResponse,
  status: number,
  text: string,
  correlationId: string,
  contentType?: string,
): void {
  send(response, status, text, {
    'x-correlation-id': correlationId,
    ...(contentType !== undefined && { 'content-type': contentType }),
  });
}

/** Sends an answer of a route that has no ids. Does nothing where the client has gone. */
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

/** The rest of a body that is not wanted would be read as the next request. */
export function closeUnlessRead(response: ServerResponse): void {
  if (!response.req.complete) response.setHeader('connection', 'close');
}
