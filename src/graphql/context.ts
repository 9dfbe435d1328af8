import { type Caller } from '../stream/caller.js';
import { type CallerContext } from '../stream/live-stream-service.js';

export { type Caller } from '../stream/caller.js';

/** What one GraphQL request carries from the edge to its resolvers. */
export interface GraphqlContext {
  readonly correlationId: string;
  /** Aborts when the client has gone, or when the request's deadline has passed. */
  readonly signal: AbortSignal;
  /**
   * The authenticated caller. A supergraph reads the schema without a token, so the check is made when it is needed.
   * @throws StreamError UNAUTHENTICATED, or UPSTREAM_UNAVAILABLE while tokens cannot be checked
   */
  caller(): Caller;
  /**
   * Takes read points from the caller's limit. Absent where reads are not limited.
   * @param before points that the request has taken already
   * @returns milliseconds until the next points are free; 0 where the points were taken
   */
  readonly takeReadPoints?: ((points: number, before?: number) => number) | undefined;
  /**
   * The same as `takeReadPoints` for actions: each mutation field, and each stream of a list that is acted on.
   */
  readonly takeActionPoints?: ((points: number, before?: number) => number) | undefined;
  /**
   * Takes one of the slots that the caller has for operations that outlive their request.
   * @returns gives it back, once however often it is called; undefined where the caller has as many as it may have
   */
  readonly takeSlot?: (() => (() => void) | undefined) | undefined;
  /**
   * Calls `end` when the caller's token expires or its key is withdrawn, for work that outlives the request.
   * @returns stops watching
   */
  readonly watchToken?: ((end: () => void) => () => void) | undefined;
}

/** The call that a resolver hands to the domain: a person waits for it. */
export function toCallerContext(context: GraphqlContext): CallerContext {
  return {
    caller: context.caller(),
    correlationId: context.correlationId,
    signal: context.signal,
    lane: 'interactive',
  };
}
