import { type GraphqlError, isGatewayError } from './errors.js';
import { type GraphqlResult, toGraphqlResult } from './graphql-result.js';
import { type OperationDocument, toOperation } from './operation.js';

/**
 * Checks whether an operation may be sent again without the risk of doing an action twice.
 *
 * A query may be sent again if every error is retryable. For a mutation, no field may have succeeded, and every
 * error must also be NOT_SENT, or RATE_LIMITED by the gateway or ApsaraVideo Live. If the answer does not come
 * from the gateway, the result is false: after a network fault it is not known whether the request arrived. A
 * subscription is never sent again.
 *
 * @param answer the value that the GraphQL client has returned or thrown
 * @param document the document of the operation; without it, the strictest rule applies
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

/**
 * Checks whether an error shows that its action was not done. RATE_LIMITED without an outcome is the limit of
 * the gateway for one caller: the request was not executed.
 */
function wasNotDone({ extensions }: GraphqlError): boolean {
  if (!isGatewayError(extensions) || !extensions.retryable) return false;
  const { code, outcome } = extensions;
  return outcome === 'NOT_SENT' || (code === 'RATE_LIMITED' && outcome !== 'UNKNOWN');
}

/** Checks whether a field of a mutation may have succeeded, although all errors show actions that were not done. */
function mayHaveSucceeded({ data, errors }: GraphqlResult, rootKeys: readonly string[] | undefined): boolean {
  const paths = errors.map(({ path }) => path ?? []);
  // The action of the field succeeded, and reading its payload failed.
  if (paths.some((path) => path.length > 1)) return true;
  const failed = new Set(paths.flat());
  if (typeof data === 'object' && data !== null)
    return !Object.entries(data).every(
      ([key, value]) => key === '__typename' || (value === null && failed.has(key)),
    );
  // The operation was refused before any field was executed.
  if (failed.size === 0) return false;
  // A null in a non-null field has removed the results of the other fields.
  return rootKeys?.every((key) => failed.has(key)) !== true;
}
