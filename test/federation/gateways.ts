import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { type GraphqlAnswer } from '../support/gateway.js';
import { createHive, type HiveOptions } from '../support/hive.js';

/** A gateway in front of subgraphs. */
export interface SupergraphGateway {
  /**
   * Sends a request.
   * @param token the token of the front end; undefined for none
   */
  post(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    token: string | undefined,
  ): Promise<GraphqlAnswer>;
  close(): Promise<void>;
}

interface ApolloContext {
  readonly authorization?: string | undefined;
}

/** Starts @apollo/gateway in Apollo Server, which forwards the token of the caller. */
export async function startApolloGateway(
  supergraphSdl: string,
  options: { readonly apq?: boolean } = {},
): Promise<SupergraphGateway> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url = '' }) =>
      new RemoteGraphQLDataSource({
        url,
        apq: options.apq === true && name === 'live',
        willSendRequest({ request, context }) {
          // Empty for requests that the gateway makes for itself.
          const { authorization } = context as ApolloContext;
          if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
        },
      }),
  });
  const server = new ApolloServer<ApolloContext>({
    gateway,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  await server.start();
  return {
    async post(query, variables, token) {
      const authorization = token === undefined ? undefined : `Bearer ${token}`;
      const { body } = await server.executeOperation(
        { query, variables },
        { contextValue: { authorization } },
      );
      if (body.kind !== 'single') throw new Error('the answer has no single result');
      return JSON.parse(JSON.stringify(body.singleResult)) as GraphqlAnswer;
    },
    close: () => server.stop(),
  };
}

/** Starts Hive Gateway, which forwards the token of the caller and masks no errors. */
export function startHiveGateway(supergraph: string, options: HiveOptions = {}): Promise<SupergraphGateway> {
  const hive = createHive(supergraph, options);
  return Promise.resolve({
    async post(query, variables, token) {
      const response = await hive.fetch('http://supergraph.test/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphqlAnswer;
    },
    close: async () => {
      await hive[Symbol.asyncDispose]();
    },
  });
}

function quiet(): void {
  // The logs of both gateways are not tested.
}
