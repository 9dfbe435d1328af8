import { type ApolloServer } from '@apollo/server';
import {
  type ExecutionArgs,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { type GraphqlContext } from '../context.js';
import { type Results } from './results.js';
import { type StreamingContext } from './subscriptions.js';

export { type Results } from './results.js';

/** An operation that arrived over a transport of many results. */
export interface StreamedOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** One result for a query, a mutation, and what is refused; else the results of the subscription. */
export type StreamedAnswer = { readonly one: FormattedExecutionResult } | { readonly many: Results };

/** Why an operation was refused before it was executed, formatted. */
export type GraphqlErrors = readonly GraphQLError[];

/** A valid operation and its answer, in the shape in which graphql-ws hands arguments to its executor. */
export interface StreamedExecution extends ExecutionArgs {
  readonly rootValue: StreamedAnswer;
}

/** A formatted error in the class that graphql-ws expects of its hooks. */
class StreamedError extends GraphQLError {
  readonly #formatted: GraphQLFormattedError;

  constructor(formatted: GraphQLFormattedError) {
    super(formatted.message);
    this.#formatted = formatted;
  }

  override toJSON(): GraphQLFormattedError {
    return this.#formatted;
  }
}

/**
 * Runs any operation in Apollo Server, with the rules and plugins of every other request.
 * @returns errors for an operation that was refused before it was executed
 */
export async function runStreamed(
  apollo: ApolloServer<GraphqlContext>,
  schema: GraphQLSchema,
  { query, variables, operationName }: StreamedOperation,
  context: GraphqlContext,
): Promise<StreamedExecution | GraphqlErrors> {
  const stream: StreamingContext['stream'] = {};
  const request = {
    query,
    ...(variables !== undefined && { variables }),
    ...(operationName !== undefined && { operationName }),
  };
  const contextValue: StreamingContext = { ...context, stream };
  const { body } = await apollo.executeOperation(request, { contextValue });
  if (body.kind !== 'single') throw new Error('incremental delivery is not offered');
  const { document, results } = stream;
  const { singleResult: one } = body;
  if (document === undefined || (one.data === undefined && results === undefined))
    return toGraphqlErrors(one.errors ?? []);
  const rootValue = results === undefined ? { one } : { many: results };
  return { schema, document, operationName, rootValue };
}

/** Formatted errors that leave graphql-ws as they are. */
export function toGraphqlErrors(errors: readonly GraphQLFormattedError[]): GraphqlErrors {
  return errors.map((error) => new StreamedError(error));
}
