import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

export type Hive = ReturnType<typeof createGatewayRuntime>;

export interface HiveOptions {
  /** Plans with Hive Router's planner, which is written in Rust, instead of the one of Hive Gateway. */
  readonly rustPlanner?: boolean;
  readonly upstreamRetry?: { readonly maxRetries: number; readonly retryDelay: number };
}

/** Hive Gateway, which hands the caller's token on and masks nothing. To be disposed of. */
export function createHive(supergraph: string, { rustPlanner = false, ...options }: HiveOptions = {}): Hive {
  return createGatewayRuntime({
    supergraph,
    ...(rustPlanner && { unifiedGraphHandler }),
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
