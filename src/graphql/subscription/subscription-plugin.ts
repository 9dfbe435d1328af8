import {
  type ApolloServerPlugin,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import {
  createSourceEventStream,
  execute,
  type ExecutionResult,
  type FormattedExecutionResult,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { type ErrorSink } from '../plugin/error-log.js';
import { type GraphqlContext } from '../context.js';
import { type Results, toFormattedResult, toResults } from './results.js';

/** The context of a request that came in where many answers can be given. */
export interface StreamingContext extends GraphqlContext {
  readonly stream: { results?: Results };
}

type Request = GraphQLRequestContextResponseForOperation<GraphqlContext>;

/**
 * Starts a subscription once Apollo has parsed and validated it, so that it meets every rule that a query meets, and
 * leaves what it gives in the context. One that came as an ordinary request is refused.
 */
export function createSubscriptionPlugin(sink: ErrorSink): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async (request) => {
          // Asked too where the document has no operation of that name, which is found out after.
          const operation = request.operation as OperationDefinitionNode | undefined;
          if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return null;
          const { stream } = request.contextValue as Partial<StreamingContext>;
          return stream === undefined
            ? toResponse(REFUSED, 400)
            : toResponse(await start(request, stream, sink));
        },
      }),
  };
}

async function start(
  { schema, document, request, operation, operationName, contextValue }: Request,
  stream: StreamingContext['stream'],
  sink: ErrorSink,
): Promise<FormattedExecutionResult> {
  const args = { schema, document, variableValues: request.variables, operationName };
  const source = await createSourceEventStream({ ...args, contextValue });
  if (!isSource(source)) return toFormattedResult(source, contextValue, sink);
  stream.results = toResults(source, {
    // A context for each: what one message has loaded is out of date for the next.
    execute: (told) => execute({ ...args, rootValue: told, contextValue: { ...contextValue } }),
    ...{ field: fieldOf(operation), context: contextValue, sink },
  });
  return { data: null };
}

function isSource(source: AsyncIterable<unknown> | ExecutionResult): source is AsyncIterable<unknown> {
  return Symbol.asyncIterator in source;
}

/** Validation has seen to it that there is one; behind a fragment it has no path. */
function fieldOf({ selectionSet }: OperationDefinitionNode): string {
  const [selection] = selectionSet.selections;
  return selection?.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : '';
}

function toResponse(singleResult: FormattedExecutionResult, status?: number): GraphQLResponse {
  const http = { headers: new HeaderMap(), ...(status !== undefined && { status }) };
  return { http, body: { kind: 'single', singleResult } };
}

const REFUSED: FormattedExecutionResult = {
  errors: [
    {
      message: 'Ask for a subscription with Accept: text/event-stream, or over WebSocket.',
      extensions: { code: 'BAD_REQUEST', retryable: false },
    },
  ],
};
