import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { type GatewayError, toGatewayError } from 'apsara-live-gateway-client';

/** What went wrong, as the pages show it. */
export type Failure =
  | { readonly kind: 'gateway'; readonly error: GatewayError }
  /** No answer of the gateway arrived. What was requested may have been done. */
  | { readonly kind: 'network' };

export function toFailure(thrown: unknown): Failure {
  const error = CombinedGraphQLErrors.is(thrown) ? toGatewayError(thrown.errors) : undefined;
  return error === undefined ? { kind: 'network' } : { kind: 'gateway', error };
}

/** Whether an action may have taken effect although it failed. */
export function isUnknown(failure: Failure): boolean {
  return failure.kind === 'network' || failure.error.outcome === 'UNKNOWN';
}
