import { type GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { type GraphQLFormattedError } from 'graphql';
import { type GraphqlContext } from '../context.js';

const GRAPHQL_RESPONSE_TYPE = 'application/graphql-response+json';
/** Errors of a request that clients of application/json get with HTTP 200 (GraphQL over HTTP, section 6.4.1). */
const LEGACY_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'REQUEST_TOO_COMPLEX',
]);

/** Whether a client of this Accept header reads the body of an error only where the status is 200. */
export function isLegacyClient(accept: string): boolean {
  return !accept.includes(GRAPHQL_RESPONSE_TYPE);
}

/**
 * Completes a response before it is sent. Every error gets the gateway's id of the request, so that a user can quote it
 * and an operator can find it. Clients that do not know the newer media type get 200 for errors of the request: some of
 * them drop the body of any other status.
 */
export function completeResponse(request: GraphQLRequestContextWillSendResponse<GraphqlContext>): void {
  const { body, http } = request.response;
  if (body.kind !== 'single' || body.singleResult.errors === undefined) return;
  const result = body.singleResult;
  const errors = withCorrelationId(body.singleResult.errors, request.contextValue.correlationId);
  result.errors = errors;
  const isLegacyError = errors.every(({ extensions }) => LEGACY_CODES.has(extensions?.['code']));
  const accept = request.request.http?.headers.get('accept') ?? '*/*';
  if (http.status === 400 && isLegacyError && isLegacyClient(accept)) http.status = 200;
  // A refusal of a valid request, such as a missing token or a spent limit: there is a result, and it has no data.
  else if (http.status === 200 && result.data === undefined) result.data = null;
}

/** Errors that name the request they belong to. */
export function withCorrelationId(
  errors: readonly GraphQLFormattedError[],
  correlationId: string,
): GraphQLFormattedError[] {
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, correlationId } }));
}
