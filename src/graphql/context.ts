import { type Caller } from '../stream/caller.js';
import { type CallerContext } from '../stream/live-stream-service.js';

export { type Caller } from '../stream/caller.js';

/** The context of one GraphQL request, from the HTTP layer to its resolvers. */
export interface GraphqlContext {
  readonly correlationId: string;
  /** Aborts when the client disconnects, or when the deadline of the request passes. */
  readonly signal: AbortSignal;
  /**
   * Returns the authenticated caller. A router reads the schema without a token, so the token is checked only
   * when a caller is needed.
   * @throws StreamError UNAUTHENTICATED, or UPSTREAM_UNAVAILABLE while tokens cannot be checked
   */
  caller(): Caller;
  /**
   * Takes read points from the limit of the caller. Absent if reads are not limited.
   * @param before points that the request has already taken
   * @returns 0 if the points were taken, otherwise the time until the points are free, in milliseconds
   */
  readonly takeReadPoints?: ((points: number, before?: number) => number) | undefined;
  /**
   * Takes action points, like `takeReadPoints`. Each mutation field is one action, and so is each stream in a
   * list of streams.
   */
  readonly takeActionPoints?: ((points: number, before?: number) => number) | undefined;
  /**
   * Takes a slot of the caller for an operation that lasts longer than its request.
   * @returns a function that returns the slot, also if it is called repeatedly; undefined if the caller has no
   *   free slot
   */
  readonly takeSlot?: (() => (() => void) | undefined) | undefined;
  /**
   * Calls `end` when the token of the caller expires or its key is withdrawn. It is for work that lasts longer
   * than the request.
   * @returns a function that stops watching
   */
  readonly watchToken?: ((end: () => void) => () => void) | undefined;
}

/** Returns the call context that a resolver passes to the services. A person waits for such a call. */
export function toCallerContext(context: GraphqlContext): CallerContext {
  return {
    caller: context.caller(),
    correlationId: context.correlationId,
    signal: context.signal,
    lane: 'interactive',
  };
}
