/** The gateway with Apollo Client 4. */
import {
  ApolloClient,
  type ApolloCache,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
  Observable,
} from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import {
  BulkResumeProgressDocument,
  type GatewayError,
  ResumeLiveStreamDocument,
  type ResumeLiveStreamInput,
  toGatewayError,
  withRetry,
} from 'apsara-live-gateway-client';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { firstValueFrom, fromEvent, takeUntil } from 'rxjs';

// #region client
/** Sends a request again only if the gateway did not execute it, and not before `retryAfterMs` has passed. */
const retryLink = new ApolloLink(
  (operation, forward) =>
    new Observable((observer) => {
      const stop = new AbortController();
      const stopped = fromEvent(stop.signal, 'abort');
      const send = () => firstValueFrom(forward(operation).pipe(takeUntil(stopped)));
      withRetry(send, { document: operation.query, signal: stop.signal }).then(
        (result) => {
          observer.next(result);
          observer.complete();
        },
        (thrown: unknown) => {
          observer.error(thrown);
        },
      );
      return () => {
        stop.abort();
      };
    }),
);

/**
 * @param url an absolute address: a WebSocket needs one
 * @param readToken called for each request and each connection, so that a renewed token is used at once
 */
export function createApolloClient(url: string, readToken: () => string): ApolloClient {
  const toHeaders = () => ({ authorization: `Bearer ${readToken()}` });
  const tokenLink = new SetContextLink(({ headers }) => ({
    headers: { ...(headers as object), ...toHeaders() },
  }));
  const httpLink = ApolloLink.from([retryLink, tokenLink, new HttpLink({ uri: url })]);
  // A browser sends no headers with a WebSocket: the token goes into `connectionParams`.
  const socket = createClient({ url: url.replace(/^http/, 'ws'), connectionParams: toHeaders });
  return new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      httpLink,
    ),
    // All queries of a domain share one cache entry. Each of them has to select `name`.
    cache: new InMemoryCache({ typePolicies: { LiveDomain: { keyFields: ['name'] } } }),
  });
}
// #endregion

// #region resume
/** @throws an error that does not come from the gateway, such as a network error */
export async function resume(
  client: ApolloClient,
  input: ResumeLiveStreamInput,
): Promise<{ requestId: string } | { error: GatewayError }> {
  const { data, error } = await client.mutate({
    mutation: ResumeLiveStreamDocument,
    variables: { input },
    // With `all`, an error of another field does not hide that the stream was resumed.
    errorPolicy: 'all',
    update(cache, { data }) {
      if (data?.resumeLiveStream) forgetLists(cache, input.domainName);
    },
  });
  if (data?.resumeLiveStream) return { requestId: data.resumeLiveStream.requestId };
  const gatewayError = CombinedGraphQLErrors.is(error) ? toGatewayError(error.errors) : undefined;
  if (gatewayError !== undefined) return { error: gatewayError };
  throw error instanceof Error ? error : new Error('the gateway gave no data');
}
// #endregion

// #region cache
/** Removes a domain's lists from the cache. A page that shows one of them reads it again. */
export function forgetLists(cache: ApolloCache, domainName: string): void {
  // The gateway returns domain names in lower case.
  const id = cache.identify({ __typename: 'LiveDomain', name: domainName.toLowerCase() });
  for (const fieldName of ['forbiddenStreams', 'onlineStreams', 'forbiddenCount'])
    cache.evict({ ...(id !== undefined && { id }), fieldName });
  cache.gc();
}
// #endregion

// #region refetch
const STREAMS = gql`
  query StreamsById($references: [_Any!]!) {
    _entities(representations: $references) {
      ... on LiveStream {
        id
        status
        forbiddenUntil
      }
    }
  }
`;

/** Reads streams again by their ids, at most 1,000. Every part of the page that shows one of them is updated. */
export async function refetchStreams(client: ApolloClient, ids: readonly string[]): Promise<void> {
  const references = ids.map((id) => ({ __typename: 'LiveStream', id }));
  await client.query({ query: STREAMS, variables: { references }, fetchPolicy: 'network-only' });
}
// #endregion

// #region subscribe
/** Calls `onProgress` with the job as it is, and again after each change, until the job has ended. */
export function watchBulkResume(
  client: ApolloClient,
  id: string,
  onProgress: (job: { readonly state: string; readonly resumed: number; readonly total: number }) => void,
  onEnd: (error?: unknown) => void,
): () => void {
  const following = client.subscribe({ query: BulkResumeProgressDocument, variables: { id } }).subscribe({
    next({ data, error }) {
      if (data?.bulkResumeProgress) onProgress(data.bulkResumeProgress);
      if (error !== undefined) onEnd(error);
    },
    complete: onEnd,
  });
  return () => {
    following.unsubscribe();
  };
}
// #endregion
