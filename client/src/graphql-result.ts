import { type GraphqlError } from './errors.js';

/** The answer of a GraphQL server. */
export interface GraphqlResult {
  readonly data?: unknown;
  readonly errors: readonly GraphqlError[];
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly graphQLErrors?: unknown;
  readonly networkError?: unknown;
  readonly error?: unknown;
  readonly response?: unknown;
}

/**
 * Returns the errors and the data in a value that a GraphQL client has returned or thrown. It supports a plain
 * result, the `error` in a result of Apollo Client or urql, an error of Apollo Client, and the `response` in an
 * error of graphql-request.
 * @returns undefined if there are no errors of GraphQL, for example for a network fault or an answer that is not
 *   GraphQL
 */
export function toGraphqlResult(answer: unknown): GraphqlResult | undefined {
  if (!isObject(answer)) return undefined;
  const { data, errors, error, response } = answer;
  if (isErrors(errors)) return { data, errors };
  if (isObject(response)) return toGraphqlResult(response);
  if (!isObject(error)) return undefined;
  if (isErrors(error.errors)) return { data: error.data ?? data, errors: error.errors };
  if (isErrors(error.graphQLErrors) && !isObject(error.networkError))
    return { data, errors: error.graphQLErrors };
  return undefined;
}

function isObject(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null;
}

function isErrors(value: unknown): value is readonly GraphqlError[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
