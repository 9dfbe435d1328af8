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
 * The errors in what a GraphQL client has returned or thrown, with the data beside them: a plain result, `error` of a
 * result of Apollo Client or urql, what Apollo Client throws, `response` of what graphql-request throws.
 * @returns undefined where there are none, as for a fault of the network or an answer that is not GraphQL
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
