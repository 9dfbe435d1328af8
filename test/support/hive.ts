import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

export type Hive = ReturnType<typeof createGatewayRuntime>;

export interface HiveOptions {
  /** Whether to use the query planner of Hive Router (in Rust) instead of that of Hive Gateway. */
  readonly rustPlanner?: boolean;
  readonly upstreamRetry?: { readonly maxRetries: number; readonly retryDelay: number };
}

/** Creates a Hive Gateway that forwards the caller's token and masks no errors. Dispose of it. */
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
