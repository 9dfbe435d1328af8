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
import { type Callback, checkCallback, deliver, readCallback } from './callback.js';
import { type Results, toFormattedResult, toResults } from './results.js';

/** The context of a request that came in where many answers can be given. */
export interface StreamingContext extends GraphqlContext {
  readonly stream: { results?: Results };
}

type Request = GraphQLRequestContextResponseForOperation<GraphqlContext>;

export interface SubscriptionPluginOptions extends ErrorSink {
  /** What the address of a router's callback may begin with. Default: nothing. */
  readonly callbacks?: readonly string[] | undefined;
}

/** Enough for every moderator of a large team; more than that is a router that has lost count. */
export const MAX_CALLBACKS = 1_000;

/**
 * Starts a subscription once Apollo has parsed and validated it, so that it meets every rule that a query meets, and
 * leaves what it gives in the context, or tells it to a router that is called back. One that came as an ordinary
 * request is refused.
 */
export function createSubscriptionPlugin({
  callbacks = [],
  ...sink
}: SubscriptionPluginOptions): ApolloServerPlugin<GraphqlContext> {
  const open = new Set<AbortController>();

  const callBack = async (request: Request, callback: Callback): Promise<FormattedExecutionResult> => {
    // The router's own request ends long before the subscription does.
    const end = new AbortController();
    const contextValue = { ...request.contextValue, signal: end.signal };
    if (open.size >= MAX_CALLBACKS || !(await checkCallback(callback))) return UNDELIVERABLE;
    const stream: StreamingContext['stream'] = {};
    const answer = await start({ ...request, contextValue }, stream, sink);
    if (stream.results === undefined) return answer;
    open.add(end);
    const timer = setTimeout(() => {
      end.abort();
    }, lifetimeMs(contextValue));
    void deliver(callback, stream.results, end).finally(() => {
      clearTimeout(timer);
      open.delete(end);
    });
    return answer;
  };

  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async (request) => {
          // Apollo's type promises one, and there is none where no operation has the name asked for.
          const operation = request.operation as OperationDefinitionNode | undefined;
          if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return null;
          const { stream } = request.contextValue as Partial<StreamingContext>;
          if (stream !== undefined) return toResponse(await start(request, stream, sink));
          const callback = readCallback(request.request.extensions, callbacks);
          return callback === undefined
            ? toResponse(REFUSED, 400)
            : toResponse(await callBack(request, callback));
        },
      }),
    serverWillStart: () =>
      Promise.resolve({
        drainServer: () => {
          for (const end of open) end.abort();
          return Promise.resolve();
        },
      }),
  };
}

/** What `setTimeout` can wait for. */
const LONGEST_MS = 2 ** 31 - 1;

/** How long the caller's token still holds. */
function lifetimeMs(context: GraphqlContext): number {
  try {
    const { exp } = context.caller().claims;
    return typeof exp === 'number' ? Math.min(LONGEST_MS, Math.max(0, exp * 1_000 - Date.now())) : LONGEST_MS;
  } catch {
    return LONGEST_MS;
  }
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

const UNDELIVERABLE: FormattedExecutionResult = {
  errors: [
    {
      message: 'The callback of the subscription does not answer.',
      extensions: { code: 'BAD_REQUEST', retryable: false },
    },
  ],
};
