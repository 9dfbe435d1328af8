/** The gateway with Apollo Client 4. */
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ResumeLiveStreamDocument, type ResumeLiveStreamInput } from 'apsara-live-gateway/client';
import { OperationTypeNode } from 'graphql';
import { mergeMap, type Observable, of, timer } from 'rxjs';
import { type Problem, toPauseMs, toProblem } from './problem.js';

// #region client
/** Sends again what the gateway calls retryable, when it says so. */
const retryLink = new ApolloLink((operation, forward) => {
  const isMutation = operation.operationType === OperationTypeNode.MUTATION;
  const send = (attempt: number): Observable<ApolloLink.Result> =>
    forward(operation).pipe(
      mergeMap((result) => {
        const pauseMs = toPauseMs(result.errors, isMutation, attempt);
        return pauseMs === undefined ? of(result) : timer(pauseMs).pipe(mergeMap(() => send(attempt + 1)));
      }),
    );
  return send(1);
});

/** @param readToken asked for each request, so that a renewed token counts at once */
export function createApolloClient(uri: string, readToken: () => string): ApolloClient {
  const tokenLink = new SetContextLink(({ headers }) => ({
    headers: { ...(headers as object), authorization: `Bearer ${readToken()}` },
  }));
  return new ApolloClient({
    link: ApolloLink.from([retryLink, tokenLink, new HttpLink({ uri })]),
    cache: new InMemoryCache(),
  });
}
// #endregion

// #region resume
/** @throws what is no answer of the gateway, such as a network that is down */
export async function resume(
  client: ApolloClient,
  input: ResumeLiveStreamInput,
): Promise<{ requestId: string | undefined } | { problem: Problem }> {
  try {
    const { data } = await client.mutate({ mutation: ResumeLiveStreamDocument, variables: { input } });
    return { requestId: data?.resumeLiveStream?.requestId };
  } catch (thrown) {
    const problem = CombinedGraphQLErrors.is(thrown) ? toProblem(thrown.errors) : undefined;
    if (problem === undefined) throw thrown;
    return { problem };
  }
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

/** Reads streams anew by their ids, at most 1,000. Whatever on the page shows one of them follows. */
export async function refetchStreams(client: ApolloClient, ids: readonly string[]): Promise<void> {
  const references = ids.map((id) => ({ __typename: 'LiveStream', id }));
  await client.query({ query: STREAMS, variables: { references }, fetchPolicy: 'network-only' });
}
// #endregion
