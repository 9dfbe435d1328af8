/** The gateway with urql, whose core is the same under React, Vue and Svelte. */
import { type AnyVariables, Client, fetchExchange, gql, type OperationResult } from '@urql/core';
import { ResumeLiveStreamDocument, type ResumeLiveStreamInput } from 'apsara-live-gateway/client';
import { type Problem, toPauseMs, toProblem } from './problem.js';

// #region client
/** @param readToken asked for each request, so that a renewed token counts at once */
export function createUrqlClient(url: string, readToken: () => string): Client {
  return new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${readToken()}` } }),
  });
}

/** Sends again what the gateway calls retryable, when it says so. */
async function withRetries<Data, Variables extends AnyVariables>(
  send: () => PromiseLike<OperationResult<Data, Variables>>,
): Promise<OperationResult<Data, Variables>> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await send();
    const isMutation = result.operation.kind === 'mutation';
    const pauseMs = toPauseMs(result.error?.graphQLErrors, isMutation, attempt);
    if (pauseMs === undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
// #endregion

// #region resume
/** @throws what is no answer of the gateway, such as a network that is down */
export async function resume(
  client: Client,
  input: ResumeLiveStreamInput,
): Promise<{ requestId: string | undefined } | { problem: Problem }> {
  const { data, error } = await withRetries(() => client.mutation(ResumeLiveStreamDocument, { input }));
  if (error === undefined) return { requestId: data?.resumeLiveStream?.requestId };
  const problem = toProblem(error.graphQLErrors);
  if (problem === undefined) throw error;
  return { problem };
}
// #endregion

// #region refetch
interface StreamState {
  readonly id: string;
  readonly status: 'ONLINE' | 'OFFLINE' | 'FORBIDDEN';
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

/** Reads streams anew by their ids, at most 1,000; null for one that cannot be read. */
export async function readStreams(client: Client, ids: readonly string[]): Promise<(StreamState | null)[]> {
  const references = ids.map((id) => ({ __typename: 'LiveStream', id }));
  const { data, error } = await withRetries(() =>
    client.query(STREAMS, { references }, { requestPolicy: 'network-only' }),
  );
  if (data === undefined) throw error ?? new Error('no data');
  return [...data._entities];
}
// #endregion
