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

/** An operation that arrived over a streaming transport. */
export interface StreamedOperation {
  /** The document. Absent or empty if the request has none. */
  readonly query?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** One result for a query, a mutation or a refused operation. Otherwise the results of the subscription. */
export type StreamedAnswer = { readonly one: FormattedExecutionResult } | { readonly many: Results };

/** The formatted errors of an operation that was refused before execution. */
export type GraphqlErrors = readonly GraphQLError[];

/** A valid operation and its answer, in the shape of the arguments that graphql-ws passes to its executor. */
export interface StreamedExecution extends ExecutionArgs {
  readonly rootValue: StreamedAnswer;
}

/** A formatted error in the class that graphql-ws expects from its hooks. */
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
 * Runs an operation in Apollo Server, with the same rules and plugins as any other request.
 * @returns errors if the operation was refused before execution
 */
export async function runStreamed(
  apollo: ApolloServer<GraphqlContext>,
  schema: GraphQLSchema,
  { query, variables, operationName, extensions }: StreamedOperation,
  context: GraphqlContext,
): Promise<StreamedExecution | GraphqlErrors> {
  const stream: StreamingContext['stream'] = {};
  const request = {
    ...(query !== undefined && { query }),
    ...(variables !== undefined && { variables }),
    ...(operationName !== undefined && { operationName }),
    ...(extensions !== undefined && { extensions }),
  };
  const contextValue: StreamingContext = { ...context, stream };
  const { body } = await apollo.executeOperation(request, { contextValue });
  if (body.kind !== 'single') throw new Error('incremental delivery is not supported');
  const { document, results } = stream;
  const { singleResult: one } = body;
  if (document === undefined || (one.data === undefined && results === undefined))
    return toGraphqlErrors(one.errors ?? []);
  const rootValue = results === undefined ? { one } : { many: results };
  return { schema, document, operationName, rootValue };
}

/** Converts formatted errors so that graphql-ws sends them unchanged. */
export function toGraphqlErrors(errors: readonly GraphQLFormattedError[]): GraphqlErrors {
  return errors.map((error) => new StreamedError(error));
}
