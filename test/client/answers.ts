import { type GatewayError, type GraphqlError } from 'apsara-live-gateway-client';

/** Returns an error of the gateway in the form that clients receive. */
export function errorOf(extensions: Partial<GatewayError>, ...path: (string | number)[]): GraphqlError {
  return { ...(path.length > 0 && { path }), extensions: { retryable: true, ...extensions } };
}

export const NOT_SENT = { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT' } as const;
export const THROTTLED = { code: 'RATE_LIMITED', outcome: 'REJECTED' } as const;
export const UNKNOWN = { code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' } as const;
/** The error of the limit for one caller: the gateway refuses the whole request. */
export const CALLER_LIMIT = { code: 'RATE_LIMITED' } as const;

/** Returns the same answer in the form of each GraphQL client. An Error is thrown by the client. */
export const SHAPES: Readonly<Record<string, (answer: object) => object>> = {
  'as it is': (answer) => answer,
  'thrown by Apollo Client': (answer) => Object.assign(new Error('failed'), answer),
  'returned by Apollo Client with errorPolicy all': ({ data, errors }: Answer) => ({
    data,
    error: Object.assign(new Error('failed'), { data, errors }),
  }),
  'returned by urql': ({ data, errors }: Answer) => ({
    data: data ?? undefined,
    error: Object.assign(new Error('failed'), { graphQLErrors: errors, networkError: undefined }),
  }),
  'thrown by graphql-request': (answer) => Object.assign(new Error('failed'), { response: answer }),
};

interface Answer {
  readonly data?: unknown;
  readonly errors?: unknown;
}
