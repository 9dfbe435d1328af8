import {
  type GraphQLRequestContextResponseForOperation,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import {
  createSourceEventStream,
  type DocumentNode,
  execute,
  type ExecutionResult,
  type FormattedExecutionResult,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { type GraphqlContext } from '../context.js';
import { toReadPoints, toRequestCost } from '../documents/request-cost.js';
import { type ErrorSink } from '../plugin/error-log.js';
import { type Callback, checkCallback, deliver, readCallback } from './callback.js';
import { type Results, toFormattedResult, toResults } from './results.js';

/** The context of an operation that arrived over a streaming transport. The run in Apollo sets `stream`. */
export interface StreamingContext extends GraphqlContext {
  readonly stream: {
    /** Set when the document is valid. */
    document?: DocumentNode;
    /** Set when a subscription has a source. */
    results?: Results;
  };
}

type Request = GraphQLRequestContextResponseForOperation<GraphqlContext>;

export interface SubscriptionOptions extends ErrorSink {
  /** The prefixes of the URLs at which a router may receive callbacks. Default: none. */
  readonly callbacks?: readonly string[] | undefined;
}

/** The largest number of subscriptions by callback at one time, for all routers together. */
export const MAX_CALLBACKS = 1_000;

export interface Subscriptions {
  /**
   * Starts a subscription that Apollo has parsed and validated, so that the rules for queries also apply to it.
   * Its results go to the context of the transport, or to the callback of a router. A subscription in an
   * ordinary request is refused.
   * @returns null for a query or a mutation, which Apollo executes
   */
  respond(request: Request): Promise<GraphQLResponse | null>;
  /** Ends every subscription by callback. */
  close(): void;
}

export function createSubscriptions({ callbacks = [], ...sink }: SubscriptionOptions): Subscriptions {
  const open = new Set<AbortController>();

  const callBack = async (request: Request, callback: Callback): Promise<FormattedExecutionResult> => {
    const { takeSlot = () => NO_PLACE } = request.contextValue;
    const release = takeSlot();
    if (release === undefined) return TOO_MANY;
    if (open.size >= MAX_CALLBACKS) {
      release();
      return UNDELIVERABLE;
    }
    // The request of the router ends long before the subscription.
    const end = new AbortController();
    // It already counts during the first check of the router, which takes 5 s if the router does not answer.
    open.add(end);
    let unwatch: (() => void) | undefined;
    const close = (): void => {
      unwatch?.();
      open.delete(end);
      release();
    };
    try {
      if (!(await checkCallback(callback))) {
        close();
        return UNDELIVERABLE;
      }
      const contextValue = { ...request.contextValue, signal: end.signal };
      const stream: StreamingContext['stream'] = {};
      const answer = await start({ ...request, contextValue }, stream, sink);
      if (stream.results === undefined) {
        close();
        return answer;
      }
      unwatch = contextValue.watchToken?.(() => {
        end.abort();
      });
      void deliver(callback, stream.results, end).finally(close);
      return answer;
    } catch (thrown) {
      close();
      throw thrown;
    }
  };

  return {
    async respond(request) {
      const { stream } = request.contextValue as Partial<StreamingContext>;
      if (stream !== undefined) stream.document = request.document;
      // The type of Apollo always has an operation, but it is undefined if no operation has the requested name.
      const operation = request.operation as OperationDefinitionNode | undefined;
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return null;
      if (stream !== undefined) return toResponse(await start(request, stream, sink));
      const callback = readCallback(request.request.extensions, callbacks);
      return callback === undefined
        ? toResponse(REFUSED, 400)
        : toResponse(await callBack(request, callback));
    },
    close() {
      for (const end of open) end.abort();
    },
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
    // Each event has its own context, because values loaded for one event are out of date for the next.
    execute: (event) => execute({ ...args, rootValue: event, contextValue: { ...contextValue } }),
    field: fieldOf(operation),
    points: toReadPoints(toRequestCost(schema, document, request.operationName, request.variables)),
    context: contextValue,
    sink,
  });
  return { data: null };
}

function isSource(source: AsyncIterable<unknown> | ExecutionResult): source is AsyncIterable<unknown> {
  return Symbol.asyncIterator in source;
}

/** Returns the name of the root field. Validation ensures that there is one. A field in a fragment has no path. */
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
      message: 'Request a subscription with Accept: text/event-stream, or over WebSocket.',
      extensions: { code: 'BAD_REQUEST', retryable: false },
    },
  ],
};

const NO_PLACE = (): void => undefined;
const RETRY_AFTER_MS = 5_000;

const TOO_MANY: FormattedExecutionResult = {
  data: null,
  errors: [
    {
      message: 'You have too many open subscriptions. Close one first.',
      extensions: {
        code: 'RATE_LIMITED',
        retryable: true,
        outcome: 'NOT_SENT',
        retryAfterMs: RETRY_AFTER_MS,
      },
    },
  ],
};

const UNDELIVERABLE: FormattedExecutionResult = {
  errors: [
    {
      message: 'The callback URL of the subscription does not answer.',
      extensions: { code: 'BAD_REQUEST', retryable: false },
    },
  ],
};
