import { type Caller } from '../graphql/context.js';
import { type GraphqlServer } from '../graphql/server.js';
import { type Results, type StreamedAnswer, type StreamedOperation } from '../graphql/subscription/run.js';
import { type CallerLimit, type Sender } from './caller-limit.js';
import { createCallerSlots } from './caller-slots.js';
import { admitDocument, type DocumentRules } from './document-request.js';
import { Refusal } from './refusal.js';

/** Who sits at the other end of a connection that stays open. */
export interface Peer {
  readonly sender: Sender;
  /** @throws StreamError where the connection brought no valid token */
  readonly caller: () => Caller;
  /** When the token ends, in milliseconds since 1970; Infinity for one without an end. */
  readonly expiresAtMs: number;
}

export interface StreamedRun {
  readonly correlationId: string;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Refuses mutations. */
  readonly isReadOnly?: boolean | undefined;
}

export interface StreamingOptions {
  readonly apollo: Pick<GraphqlServer, 'stream'>;
  /** As for any other request. */
  readonly authenticate: (authorization: readonly string[] | undefined) => Caller | Promise<Caller>;
  readonly documents: DocumentRules;
  readonly callerLimit: CallerLimit;
  /** How many operations of one caller run at once over such connections. Default 50. */
  readonly operationsPerCaller?: number | undefined;
}

/** What event streams and WebSockets have in common: the checks of any other request, and an open end. */
export interface Streaming {
  /** Never rejects. */
  identify(authorization: readonly string[] | undefined, address: string): Promise<Peer>;
  /** Runs one operation. @throws Refusal before anything is executed */
  run(body: Readonly<Record<string, unknown>>, peer: Peer, run: StreamedRun): Promise<StreamedAnswer>;
  /** Counts something that is no operation. @throws Refusal RATE_LIMITED */
  count(peer: Peer): Promise<void>;
}

export const OPERATIONS_PER_CALLER = 50;

export function createStreaming(options: StreamingOptions): Streaming {
  const { apollo, authenticate, documents, callerLimit } = options;
  const slots = createCallerSlots(options.operationsPerCaller ?? OPERATIONS_PER_CALLER);

  const admit = async (
    body: Readonly<Record<string, unknown>>,
    sender: Sender,
    isReadOnly = false,
  ): Promise<StreamedOperation> => {
    let cost = 1;
    try {
      const { request, actions } = admitDocument({ search: '', body }, documents);
      cost = Math.max(1, actions);
      if (isReadOnly && actions > 0) throw new Refusal(405, 'A mutation is asked for with POST.');
      return parseOperation(request.body ?? {});
    } finally {
      await callerLimit.take(sender, cost);
    }
  };

  return {
    async identify(authorization, address) {
      try {
        const found = await authenticate(authorization);
        return { sender: { subject: found.subject }, caller: () => found, expiresAtMs: endOf(found) };
      } catch (thrown) {
        const caller = (): never => {
          throw thrown;
        };
        return { sender: { address }, caller, expiresAtMs: Infinity };
      }
    },
    async run(body, { sender, caller }, { correlationId, signal, isReadOnly }) {
      const operation = await admit(body, sender, isReadOnly);
      const release = slots.take(sender);
      try {
        const answer = await apollo.stream(operation, { correlationId, signal, caller });
        if ('one' in answer) release();
        return 'one' in answer ? answer : { many: andThen(answer.many, release) };
      } catch (thrown) {
        release();
        throw thrown;
      }
    },
    count: ({ sender }) => callerLimit.take(sender, 1),
  };
}

function endOf({ claims }: Caller): number {
  const { exp } = claims;
  return typeof exp === 'number' ? exp * 1_000 : Infinity;
}

/** @throws Refusal 400 */
function parseOperation({
  query,
  variables,
  operationName,
}: Readonly<Record<string, unknown>>): StreamedOperation {
  if (typeof query !== 'string' || query === '')
    throw new Refusal(400, 'A document must be given as `query`.');
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    throw new Refusal(400, '`operationName` must be a text.');
  if (!isAbsent(variables) && !isObject(variables)) throw new Refusal(400, '`variables` must be an object.');
  return { query, variables: variables ?? undefined, operationName: operationName ?? undefined };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function* andThen(results: Results, done: () => void): Results {
  try {
    return yield* results;
  } finally {
    done();
  }
}
