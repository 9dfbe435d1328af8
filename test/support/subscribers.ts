import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { createClient as createWsClient5 } from 'graphql-ws-5';
import { WebSocket } from 'ws';
import { type GraphqlAnswer } from './gateway.js';

const SSE_1 = 'graphql-sse-1' as string;
/** Imported without its types, because they need another module resolution. */
const { createClient: createSseClient1 } = (await import(SSE_1)) as {
  createClient: typeof createSseClient;
};

export interface Subscriber {
  /** The results received so far. */
  readonly got: GraphqlAnswer[];
  /** Resolves with the n-th result, counted from 1. */
  nth(count: number): Promise<GraphqlAnswer>;
  /** Resolves with an error, or with undefined after the server has completed the subscription. */
  readonly ended: Promise<unknown>;
  /** Ends the subscription. */
  leave(): void;
}

export interface Subscription {
  readonly url: string;
  readonly token?: string | undefined;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly retryAttempts?: number;
}

export const WAYS = { 'graphql-sse': subscribeBySse, 'graphql-ws': subscribeByWebSocket };

/** The clients of the previous major versions, which many front ends still use. */
export const OLDER_WAYS: Readonly<Record<string, (subscription: Subscription) => Subscriber>> = {
  'graphql-sse 1': (subscription) => subscribeBySse(subscription, createSseClient1),
  'graphql-ws 5': (subscription) =>
    subscribeByWebSocket(subscription, createWsClient5 as unknown as typeof createWsClient),
};

/** Subscribes with the library graphql-sse, as a client does. */
export function subscribeBySse(
  { url, token, query, variables, retryAttempts = 0 }: Subscription,
  createClient = createSseClient,
): Subscriber {
  const client = createClient({
    url,
    retryAttempts,
    retry: () => Promise.resolve(),
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });
  return listen((sink) => client.subscribe({ query, ...(variables && { variables }) }, sink as never));
}

/** Subscribes with the library graphql-ws as in a browser: without headers. */
export function subscribeByWebSocket(
  { url, token, query, variables, retryAttempts = 0 }: Subscription,
  createClient = createWsClient,
): Subscriber {
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts,
    ...(token !== undefined && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  return listen((sink) => client.subscribe({ query, ...(variables && { variables }) }, sink));
}

interface Sink {
  next(answer: GraphqlAnswer): void;
  error(thrown: unknown): void;
  complete(): void;
}

function listen(subscribe: (sink: Sink) => () => void): Subscriber {
  const got: GraphqlAnswer[] = [];
  const waiting: { readonly count: number; readonly resolve: (answer: GraphqlAnswer) => void }[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
  const leave = subscribe({
    next(answer) {
      got.push(answer);
      for (const { count, resolve } of waiting) if (count === got.length) resolve(answer);
    },
    error: end,
    complete: () => {
      end(undefined);
    },
  });
  const nth = (count: number): Promise<GraphqlAnswer> => {
    const { promise, resolve } = Promise.withResolvers<GraphqlAnswer>();
    waiting.push({ count, resolve });
    const there = got[count - 1];
    if (there !== undefined) resolve(there);
    return promise;
  };
  return { got, nth, ended, leave };
}
