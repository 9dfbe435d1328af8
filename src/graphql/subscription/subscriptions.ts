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

/** The context of an operation that arrived over a transport of many results. Apollo's run of it fills `stream`. */
export interface StreamingContext extends GraphqlContext {
  readonly stream: {
    /** Set once the document is valid. */
    document?: DocumentNode;
    /** Set once a subscription has a source. */
    results?: Results;
  };
}

type Request = GraphQLRequestContextResponseForOperation<GraphqlContext>;

export interface SubscriptionOptions extends ErrorSink {
  /** Prefixes of the addresses at which a router may be called back. Default: none. */
  readonly callbacks?: readonly string[] | undefined;
}

/** Subscriptions by callback at one time, of all routers together. */
export const MAX_CALLBACKS = 1_000;

export interface Subscriptions {
  /**
   * Starts a subscription that Apollo has parsed and validated, so that it meets every rule that a query meets. Its
   * results go into the context of the transport, or to a router that is called back. One that came as an ordinary
   * request is refused.
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
    // The router's own request ends long before the subscription does.
    const end = new AbortController();
    // It counts during the first check of its router: for a router that does not answer, that takes 5 s.
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
      // Apollo's type promises an operation; there is none where no operation has the requested name.
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
    // Each event has a context of its own: what was loaded for one event is out of date for the next.
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

/** Validation has made sure that there is one field. Behind a fragment it has no path. */
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
      message: 'You have too many subscriptions open at once; end one first.',
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
      message: 'The callback of the subscription does not answer.',
      extensions: { code: 'BAD_REQUEST', retryable: false },
    },
  ],
};
