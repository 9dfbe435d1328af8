import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

export type Hive = ReturnType<typeof createGatewayRuntime>;

export interface HiveOptions {
  readonly upstreamRetry?: { readonly maxRetries: number; readonly retryDelay: number };
}

/** Hive Gateway, which hands the caller's token on and masks nothing. To be disposed of. */
export function createHive(supergraph: string, options: HiveOptions = {}): Hive {
  return createGatewayRuntime({
    supergraph,
    ...options,
    maskedErrors: false,
    logging: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => {
        const authorization = request.headers.get('authorization');
        return authorization === null ? {} : { authorization };
      },
    },
  });
}
