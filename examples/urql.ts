/** The gateway with urql, whose core is the same under React, Vue and Svelte. */
import {
  type AnyVariables,
  Client,
  fetchExchange,
  gql,
  type OperationResult,
  subscriptionExchange,
  type TypedDocumentNode,
} from '@urql/core';
import { type Cache, cacheExchange } from '@urql/exchange-graphcache';
import {
  BulkResumeProgressDocument,
  type GatewayError,
  ResumeLiveStreamDocument,
  type ResumeLiveStreamInput,
  toGatewayError,
  withRetry,
} from 'apsara-live-gateway-client';
import { createClient, type Sink } from 'graphql-ws';

// #region client
/**
 * @param url an absolute address: a WebSocket needs one
 * @param readToken called for each request and each connection, so that a renewed token is used at once
 */
export function createUrqlClient(url: string, readToken: () => string): Client {
  const toHeaders = () => ({ authorization: `Bearer ${readToken()}` });
  const socket = createClient({ url: url.replace(/^http/, 'ws'), connectionParams: toHeaders });
  return new Client({
    url,
    // The gateway refuses GET from a page. By default urql sends short queries by GET.
    preferGetMethod: false,
    fetchOptions: () => ({ headers: toHeaders() }),
    exchanges: [
      createCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe(
              { query, variables: variables as Record<string, unknown> },
              sink as Sink,
            ),
          }),
        }),
      }),
    ],
  });
}
// #endregion

// #region cache
const createCache = () =>
  cacheExchange({
    keys: {
      LiveDomain: ({ name }) => name as string,
      // These types have no key.
      LiveCallBudget: () => null,
      BulkResumeItem: () => null,
    },
    updates: {
      Mutation: {
        resumeLiveStream: (_result, { input }, cache) => {
          forgetLists(cache, (input as ResumeLiveStreamInput).domainName);
        },
        forbidLiveStream: (_result, { input }, cache) => {
          forgetLists(cache, (input as ResumeLiveStreamInput).domainName);
        },
      },
    },
  });

/** Removes a domain's lists from the cache. A page that shows one of them reads it again. */
function forgetLists(cache: Cache, domainName: string): void {
  // The gateway returns domain names in lower case.
  const domain = { __typename: 'LiveDomain', name: domainName.toLowerCase() };
  const lists = ['forbiddenStreams', 'onlineStreams', 'forbiddenCount'];
  for (const { fieldName, arguments: variables } of cache.inspectFields(domain))
    if (lists.includes(fieldName)) cache.invalidate(domain, fieldName, variables);
}
// #endregion

// #region resume
/** Sends a request again only if the gateway did not execute it, and not before `retryAfterMs` has passed. */
function mutate<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<OperationResult<Data, Variables>> {
  return withRetry(() => client.mutation(document, variables).toPromise(), { document });
}

/** @throws an error that does not come from the gateway, such as a network error */
export async function resume(
  client: Client,
  input: ResumeLiveStreamInput,
): Promise<{ requestId: string } | { error: GatewayError }> {
  const { data, error } = await mutate(client, ResumeLiveStreamDocument, { input });
  if (data?.resumeLiveStream) return { requestId: data.resumeLiveStream.requestId };
  const gatewayError = toGatewayError(error?.graphQLErrors);
  if (gatewayError !== undefined) return { error: gatewayError };
  throw error ?? new Error('the gateway gave no data');
}
// #endregion

// #region refetch
interface StreamState {
  readonly id: string;
  readonly status: 'ONLINE' | 'OFFLINE' | 'FORBIDDEN' | null;
}

const STREAMS = gql<{ _entities: readonly (StreamState | null)[] }, { references: readonly object[] }>`
  query StreamsById($references: [_Any!]!) {
    _entities(representations: $references) {
      ... on LiveStream {
        id
        status
      }
    }
  }
`;

/** Reads streams again by their ids, at most 1,000; null for one that cannot be read. */
export async function readStreams(client: Client, ids: readonly string[]): Promise<(StreamState | null)[]> {
  const references = ids.map((id) => ({ __typename: 'LiveStream', id }));
  const read = () => client.query(STREAMS, { references }, { requestPolicy: 'network-only' }).toPromise();
  const { data, error } = await withRetry(read, { document: STREAMS });
  if (data === undefined) throw error ?? new Error('the gateway gave no data');
  return [...data._entities];
}
// #endregion

// #region subscribe
/** Calls `onProgress` with the job as it is, and again after each change, until the job has ended. */
export function watchBulkResume(
  client: Client,
  id: string,
  onProgress: (job: { readonly state: string; readonly resumed: number; readonly total: number }) => void,
  onEnd: (error?: unknown) => void,
): () => void {
  const source = client.subscription(BulkResumeProgressDocument, { id });
  const following = source.subscribe(({ data, error, hasNext }) => {
    // At the end, urql delivers the last result once more.
    if (error !== undefined || !hasNext) onEnd(error);
    else if (data?.bulkResumeProgress) onProgress(data.bulkResumeProgress);
  });
  return () => {
    following.unsubscribe();
  };
}
// #endregion
