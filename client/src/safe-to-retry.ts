import { type GraphqlError, isGatewayError } from './errors.js';
import { type GraphqlResult, toGraphqlResult } from './graphql-result.js';
import { type OperationDocument, toOperation } from './operation.js';

/**
 * Whether an operation may be sent again without doing twice what may have been done already.
 *
 * A query may, where every error is retryable. A mutation may only where, besides, no field has succeeded and every error
 * is NOT_SENT, or RATE_LIMITED by the gateway or ApsaraVideo Live. What is not the gateway's answer never may: after a
 * fault of the network it is unknown whether the request arrived. A subscription never may.
 *
 * @param answer what the GraphQL client has returned or thrown
 * @param document the operation's document; without it, the strictest rule applies
 */
export function isSafeToRetry(answer: unknown, document?: OperationDocument): boolean {
  const result = toGraphqlResult(answer);
  if (result === undefined) return false;
  const { isQuery, rootKeys } = toOperation(document);
  if (isQuery) return result.errors.every(isRetryable);
  return result.errors.every(wasNotDone) && !mayHaveSucceeded(result, rootKeys);
}

function isRetryable({ extensions }: GraphqlError): boolean {
  return isGatewayError(extensions) && extensions.retryable;
}

/** RATE_LIMITED without an outcome is the gateway's limit for one caller: the request was not executed at all. */
function wasNotDone({ extensions }: GraphqlError): boolean {
  if (!isGatewayError(extensions) || !extensions.retryable) return false;
  const { code, outcome } = extensions;
  return outcome === 'NOT_SENT' || (code === 'RATE_LIMITED' && outcome !== 'UNKNOWN');
}

/** Whether a mutation's field may have done its work, although the answer holds only errors that did none. */
function mayHaveSucceeded({ data, errors }: GraphqlResult, rootKeys: readonly string[] | undefined): boolean {
  const paths = errors.map(({ path }) => path ?? []);
  // The field itself was done, and reading its payload failed.
  if (paths.some((path) => path.length > 1)) return true;
  const failed = new Set(paths.flat());
  if (typeof data === 'object' && data !== null)
    return !Object.entries(data).every(
      ([key, value]) => key === '__typename' || (value === null && failed.has(key)),
    );
  // The operation was refused before any field of it was executed.
  if (failed.size === 0) return false;
  // One field that may not be null has taken the results of the others with it.
  return rootKeys?.every((key) => failed.has(key)) !== true;
}
