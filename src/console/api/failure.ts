import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { type GatewayError, toGatewayError } from 'apsara-live-gateway-client';

/** A failure in the form in which the pages show it. */
export type Failure =
  | { readonly kind: 'gateway'; readonly error: GatewayError }
  /** No response of the gateway arrived. The request may have taken effect. */
  | { readonly kind: 'network' };

export function toFailure(thrown: unknown): Failure {
  const error = CombinedGraphQLErrors.is(thrown) ? toGatewayError(thrown.errors) : undefined;
  return error === undefined ? { kind: 'network' } : { kind: 'gateway', error };
}

/** Returns whether an action may have taken effect although it failed. */
export function isUnknown(failure: Failure): boolean {
  return failure.kind === 'network' || failure.error.outcome === 'UNKNOWN';
}

/** Returns whether the gateway refuses the input. On a page that reads by the id of its address, the id is wrong. */
export function isBadInput(failure: Failure): boolean {
  return failure.kind === 'gateway' && failure.error.code === 'BAD_USER_INPUT';
}
