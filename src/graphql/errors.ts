import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '../stream/error-codes.js';
import { StreamError } from '../stream/errors.js';
import { argumentViolations, coercionViolations, scrubbedMessage } from './scrub.js';

/** The codes of the GraphQL protocol, for requests that do not reach a resolver. */
export const PROTOCOL_CODES: readonly string[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'REQUEST_TOO_COMPLEX',
  'BAD_REQUEST',
];
const PROTOCOL: ReadonlySet<unknown> = new Set(PROTOCOL_CODES);

/**
 * Converts an error to the error that a client receives. Only this function does so. A StreamError keeps its
 * extensions. A protocol error keeps its code, and its message loses all literals. Any other error becomes
 * INTERNAL_SERVER_ERROR without details. The correlationId is added when the response is sent, because the
 * request is not known here.
 */
export function formatGraphqlError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = causeOf(error);
  const position = positionOf(formatted);
  if (original instanceof StreamError)
    return { message: original.message, ...position, extensions: toExtensions(original) };
  if (error instanceof GraphQLError && original === error) {
    const code = formatted.extensions?.['code'];
    if (PROTOCOL.has(code))
      return {
        message: scrubbedMessage(error, formatted.message),
        ...position,
        extensions: { code, retryable: false },
      };
  }
  return {
    message: ERROR_CODES.INTERNAL_SERVER_ERROR.message,
    ...position,
    extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false },
  };
}

/**
 * Returns the cause of a GraphQL error: the error that a resolver threw, or BAD_USER_INPUT for a variable or an
 * argument that graphql-js refused. Any other error is its own cause.
 */
export function causeOf(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  const refused = error.path === undefined ? coercionViolations(error) : undefined;
  if (refused !== undefined) return new StreamError('BAD_USER_INPUT', { violations: refused });
  const { originalError } = error;
  if (!(originalError instanceof GraphQLError)) return originalError ?? error;
  const violations = argumentViolations(originalError);
  if (violations !== undefined) return new StreamError('BAD_USER_INPUT', { violations });
  // Apollo wraps errors of graphql-js in its own errors, which contain the same information and have no path.
  return error.path === undefined ? error : originalError;
}

/** Returns the extensions of an error. A key without a value is absent, never null. */
function toExtensions(error: StreamError): Record<string, unknown> {
  const { code, retryable, outcome, retryAfterMs, requestId, operation, upstreamCode, violations } = error;
  const all = { code, retryable, outcome, retryAfterMs, requestId, operation, upstreamCode, violations };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function positionOf({
  path,
  locations,
}: GraphQLFormattedError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return { ...(locations && { locations }), ...(path && { path }) };
}
