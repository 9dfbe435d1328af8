import { type GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { type GraphQLFormattedError } from 'graphql';
import { type GraphqlContext } from '../context.js';

const GRAPHQL_RESPONSE_TYPE = 'application/graphql-response+json';
/**
 * The codes of request errors that clients of application/json receive with HTTP 200 (GraphQL over HTTP, section
 * 6.4.1).
 */
const LEGACY_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'REQUEST_TOO_COMPLEX',
]);

/** Checks whether a client with this Accept header reads the body of an error only if the status is 200. */
export function isLegacyClient(accept: string): boolean {
  return !accept.includes(GRAPHQL_RESPONSE_TYPE);
}

/**
 * Completes a response before it is sent. Every error receives the correlation id of the request, so that a user
 * can report it and an operator can find it. Clients that do not accept the newer media type receive 200 for
 * request errors, because some of them discard the body of any other status.
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
  // A refused valid request, for example because of a missing token or a used-up limit, has a result without
  // data.
  else if (http.status === 200 && result.data === undefined) result.data = null;
}

/** Adds the correlation id of their request to errors. */
export function withCorrelationId(
  errors: readonly GraphQLFormattedError[],
  correlationId: string,
): GraphQLFormattedError[] {
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, correlationId } }));
}
