import { type ServerResponse } from 'node:http';
import { JSON_HEADERS } from './headers.js';
import { type Refusal, toRefusalBody } from './refusal.js';

/** How long a client may leave an answer unread. Its memory is freed then. */
const UNREAD_MS = 30_000;

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

/**
 * Closes the connection of a client that does not read its answer. Small answers are in the kernel at once. An answer
 * that waits for an earlier one of its connection is looked at when its turn has come. Called before the answer ends.
 */
export function dropUnread(response: ServerResponse): void {
  response.once('prefinish', () => {
    if ((response.socket?.writableLength ?? 0) === 0) return;
    const timer = setTimeout(() => response.destroy(), UNREAD_MS).unref();
    response.once('close', () => {
      clearTimeout(timer);
    });
  });
}
