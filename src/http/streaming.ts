import { type GraphqlContext } from '../graphql/context.js';
import { type GraphqlServer } from '../graphql/server.js';
import {
  type GraphqlErrors,
  type Results,
  type StreamedAnswer,
  type StreamedExecution,
  type StreamedOperation,
} from '../graphql/subscription/run.js';
import { isObject } from '../stream/is-object.js';
import { type CallerLimits, chargeRequest } from './caller-limit.js';
import { type CallerSlots } from './caller-slots.js';
import { admitDocument, type DocumentRules } from './document-request.js';
import { type Authenticate, type Identity, identify } from './identity.js';
import { type OpenConnection, type OpenConnections } from './open-connections.js';
import { Refusal } from './refusal.js';

export interface StreamedRun {
  readonly correlationId: string;
  /** Aborts the operation. */
  readonly signal: AbortSignal;
  /** Whether mutations are refused. */
  readonly isReadOnly?: boolean | undefined;
}

export interface StreamingOptions {
  readonly apollo: Pick<GraphqlServer, 'stream'>;
  readonly authenticate: Authenticate;
  readonly documents: DocumentRules;
  readonly limits: CallerLimits;
  readonly connections: OpenConnections;
  /** The slots of each caller for operations over such connections. */
  readonly slots: CallerSlots;
}

/** The common part of event streams and WebSockets: the checks of every request, and the end of long operations. */
export interface Streaming {
  /** Authenticates a request or connection. Never rejects. */
  identify(authorization: readonly string[] | undefined, address: string): Promise<Identity>;
  /**
   * Runs an operation.
   * @returns errors if GraphQL refused the operation before execution
   * @throws Refusal if the operation was refused before GraphQL
   */
  run(
    body: Readonly<Record<string, unknown>>,
    identity: Identity,
    run: StreamedRun,
  ): Promise<StreamedExecution | GraphqlErrors>;
  /**
   * Counts a new connection.
   * @throws Refusal RATE_LIMITED
   */
  countConnection(identity: Identity): void;
  /**
   * Ends a connection when its token is no longer valid.
   * @returns a function that stops watching
   */
  watch(connection: OpenConnection): () => void;
}

/** The largest number of operations of one caller, over event streams, WebSockets and callbacks together. */
export const OPERATIONS_PER_CALLER = 50;

export function createStreaming(options: StreamingOptions): Streaming {
  const { apollo, authenticate, documents, limits, connections, slots } = options;

  const admit = (
    body: Readonly<Record<string, unknown>>,
    { rateLimitKey }: Identity,
    isReadOnly = false,
  ): StreamedOperation => {
    const { request, kind } = chargeRequest(limits, rateLimitKey, () =>
      admitDocument({ search: '', body }, documents),
    );
    if (isReadOnly && kind.actions > 0) throw new Refusal(405, 'Send a mutation with POST.');
    return parseOperation(request.body ?? {});
  };

  return {
    identify: (authorization, address) => identify(authenticate, authorization, address),
    async run(body, identity, { correlationId, signal, isReadOnly }) {
      const { rateLimitKey, caller } = identity;
      const operation = admit(body, identity, isReadOnly);
      // The connection may have ended while its operation waited. Then the operation is not executed.
      if (signal.aborted) throw new Refusal(400, 'The connection has ended.');
      const release = slots.take(rateLimitKey);
      const context: GraphqlContext = {
        correlationId,
        signal,
        caller,
        takeReadPoints: (points, before) => limits.reads.take(rateLimitKey, points, before),
        takeActionPoints: (points, before) => limits.actions.take(rateLimitKey, points, before),
      };
      try {
        const prepared = await apollo.stream(operation, context);
        if (!isExecution(prepared) || 'one' in prepared.rootValue) {
          release();
          return prepared;
        }
        // A generator that was never started does not run its `finally`.
        onAbort(signal, release);
        const many = andThen(prepared.rootValue.many, release);
        return { ...prepared, rootValue: { many } satisfies StreamedAnswer };
      } catch (thrown) {
        release();
        throw thrown;
      }
    },
    countConnection: ({ rateLimitKey }) => {
      limits.actions.count(rateLimitKey, 1);
    },
    watch: (connection) => connections.add(connection),
  };
}

/** Checks whether GraphQL accepted the operation. */
export function isExecution(prepared: StreamedExecution | GraphqlErrors): prepared is StreamedExecution {
  return !Array.isArray(prepared);
}

/** Calls `act` when the signal aborts, or immediately if it has already aborted. */
function onAbort(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}

/**
 * Parses the operation in a request. As over HTTP, Apollo refuses a request without a document, and one that names its
 * document by a hash.
 * @throws Refusal 400
 */
function parseOperation({
  query,
  variables,
  operationName,
  extensions,
}: Readonly<Record<string, unknown>>): StreamedOperation {
  if (!isAbsent(query) && typeof query !== 'string') throw new Refusal(400, '`query` must be a string.');
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    throw new Refusal(400, '`operationName` must be a string.');
  if (!isAbsent(variables) && !isObject(variables)) throw new Refusal(400, '`variables` must be an object.');
  if (!isAbsent(extensions) && !isObject(extensions))
    throw new Refusal(400, '`extensions` must be an object.');
  return {
    query: query ?? undefined,
    variables: variables ?? undefined,
    operationName: operationName ?? undefined,
    extensions: extensions ?? undefined,
  };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

async function* andThen(results: Results, done: () => void): Results {
  try {
    return yield* results;
  } finally {
    done();
  }
}
