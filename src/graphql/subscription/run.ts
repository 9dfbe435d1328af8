import { type ApolloServer } from '@apollo/server';
import { type FormattedExecutionResult } from 'graphql';
import { type GraphqlContext } from '../context.js';
import { type Results } from './results.js';
import { type StreamingContext } from './subscription-plugin.js';

export { type Results } from './results.js';

/** An operation that came over a connection that can carry many answers. */
export interface StreamedOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** One answer for a query, a mutation, and what is refused; else whatever the subscription gives. */
export type StreamedAnswer = { readonly one: FormattedExecutionResult } | { readonly many: Results };

/** Executes any operation, with Apollo's rules and plugins. */
export async function runStreamed(
  apollo: ApolloServer<GraphqlContext>,
  { query, variables, operationName }: StreamedOperation,
  context: GraphqlContext,
): Promise<StreamedAnswer> {
  const stream: StreamingContext['stream'] = {};
  const request = {
    query,
    ...(variables !== undefined && { variables }),
    ...(operationName !== undefined && { operationName }),
  };
  const contextValue: StreamingContext = { ...context, stream };
  const { body } = await apollo.executeOperation(request, { contextValue });
  if (stream.results !== undefined) return { many: stream.results };
  if (body.kind !== 'single') throw new Error('incremental delivery is not offered');
  return { one: body.singleResult };
}
