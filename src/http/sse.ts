import { type IncomingMessage, type ServerResponse } from 'node:http';
import { readJsonBody } from './body.js';
import { EventStream } from './event-stream.js';
import { toCorrelationId, valuesOf } from './headers.js';
import { type OriginCheck } from './origin.js';
import { type OnRefused, Refusal, refuse, toRefusalBody } from './refusal.js';
import { respondRefusal } from './respond.js';
import { type Peer, type Streaming } from './streaming.js';
import { atTokenEnd } from './token-end.js';

export interface SseOptions {
  readonly streaming: Streaming;
  readonly checkOrigin: OriginCheck;
  /** How often an idle stream says that it is alive; below what proxies allow. Default 15 s. */
  readonly keepAliveMs?: number | undefined;
  readonly onRefused?: OnRefused | undefined;
}

/** GraphQL over Server-Sent Events, the distinct connections mode of graphql-sse. */
export interface SseEndpoint {
  /** Whether the client reads events and nothing else. */
  wants(request: IncomingMessage): boolean;
  /** Never rejects. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends every stream, and calls none complete: clients go on with another replica. */
  close(): void;
}

const KEEP_ALIVE_MS = 15_000;
const EVENTS = /(?:^|[,\s])text\/event-stream\b/i;
const JSON_TOO = /application\/(?:graphql-response\+)?json\b/i;
const EXPIRED = new Refusal(401, 'Your access token has expired.', { code: 'UNAUTHENTICATED' });

export function createSseEndpoint(options: SseOptions): SseEndpoint {
  const { streaming, checkOrigin, keepAliveMs = KEEP_ALIVE_MS, onRefused } = options;
  const open = new Set<AbortController>();

  const answer = async (
    asked: Asked,
    peer: Peer,
    events: EventStream,
    end: AbortController,
  ): Promise<void> => {
    const { correlationId } = asked;
    const { signal } = end;
    try {
      const given = await streaming.run(asked.body, peer, { ...asked, signal });
      if ('one' in given) await events.next(JSON.stringify(given.one));
      else
        for await (const result of given.many) {
          if (signal.aborted) break;
          await events.next(JSON.stringify(result));
        }
    } catch (thrown) {
      const refusal = refuse(thrown, correlationId, onRefused);
      await events.next(toRefusalBody(refusal, correlationId));
    }
    if (signal.reason === EXPIRED) await events.next(toRefusalBody(EXPIRED, correlationId));
    if (signal.aborted && signal.reason !== EXPIRED) events.end();
    else events.complete();
  };

  return {
    wants({ method, headers: { accept = '' } }) {
      return (method === 'POST' || method === 'GET') && EVENTS.test(accept) && !JSON_TOO.test(accept);
    },
    async serve(request, response) {
      const correlationId = toCorrelationId(request);
      try {
        if (request.method === 'GET') checkOrigin(request);
        const isReadOnly = request.method === 'GET';
        const body = isReadOnly ? parseAddress(request.url ?? '') : await readJsonBody(request);
        const { remoteAddress = '' } = request.socket;
        const peer = await streaming.identify(valuesOf(request, 'authorization'), remoteAddress);
        const end = new AbortController();
        response.once('close', () => {
          end.abort();
        });
        const expiry = atTokenEnd(peer.expiresAtMs, () => {
          end.abort(EXPIRED);
        });
        open.add(end);
        const events = new EventStream(response, correlationId, keepAliveMs);
        await answer({ body, isReadOnly, correlationId }, peer, events, end);
        expiry.cancel();
        open.delete(end);
      } catch (thrown) {
        respondRefusal(response, refuse(thrown, correlationId, onRefused), correlationId);
      }
    },
    close() {
      for (const end of open) end.abort();
    },
  };
}

interface Asked {
  readonly body: Readonly<Record<string, unknown>>;
  readonly isReadOnly: boolean;
  readonly correlationId: string;
}

/** @throws Refusal 400 */
function parseAddress(url: string): Record<string, unknown> {
  const { searchParams } = new URL(url, 'http://localhost');
  const json = (name: string): unknown => {
    const text = searchParams.get(name);
    try {
      return text === null ? undefined : (JSON.parse(text) as unknown);
    } catch {
      throw new Refusal(400, `\`${name}\` is not JSON.`);
    }
  };
  return {
    query: searchParams.get('query') ?? undefined,
    documentId: searchParams.get('documentId') ?? undefined,
    operationName: searchParams.get('operationName') ?? undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  };
}
