import { type GatewayError, type GraphqlError } from 'apsara-live-gateway-client';

/** An error of the gateway, as it arrives. */
export function errorOf(extensions: Partial<GatewayError>, ...path: (string | number)[]): GraphqlError {
  return { ...(path.length > 0 && { path }), extensions: { retryable: true, ...extensions } };
}

export const NOT_SENT = { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT' } as const;
export const THROTTLED = { code: 'RATE_LIMITED', outcome: 'REJECTED' } as const;
export const UNKNOWN = { code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' } as const;
/** The gateway's limit for one caller: the request is refused as a whole. */
export const CALLER_LIMIT = { code: 'RATE_LIMITED' } as const;

/** The same answer in the shape of each GraphQL client; an Error is what the client throws. */
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
