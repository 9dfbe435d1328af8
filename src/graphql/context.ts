import { type Caller } from '../stream/caller.js';
import { type ControlCall } from '../stream/control.js';

export { type Caller } from '../stream/caller.js';

/** What one GraphQL request carries from the edge to its resolvers. */
export interface GraphqlContext {
  readonly correlationId: string;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  /**
   * Who asks. Asked for by the resolvers alone, so that a supergraph may read the schema without a token.
   * @throws StreamError UNAUTHENTICATED
   */
  caller(): Caller;
}

/** The call that a resolver hands to the domain: a person waits for it. */
export function toControlCall(context: GraphqlContext): ControlCall {
  return {
    caller: context.caller(),
    correlationId: context.correlationId,
    signal: context.signal,
    lane: 'interactive',
  };
}
