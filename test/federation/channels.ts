import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { type StreamAddress } from '../../src/stream/address.js';
import { serveHttp } from '../support/http-server.js';

/** The graph of another team. It adds fields to a LiveStream by `id`, and refers to a LiveStream by its address. */
export const CHANNELS: DocumentNode = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external"])

  type Query {
    channel(id: ID!): Channel
    channels(first: Int!): [Channel!]!
  }

  type Channel @key(fields: "id") {
    id: ID!
    stream: LiveStream
  }

  type LiveStream @key(fields: "id") @key(fields: "domainName appName streamName", resolvable: false) {
    id: ID! @external
    domainName: String!
    appName: String!
    streamName: String!
    likes: Int!
  }
`);

export interface ChannelsSubgraph {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the other subgraph on a free loopback port.
 * @param toStream returns the stream of the channel with this number
 */
export async function startChannels(toStream: (channel: number) => StreamAddress): Promise<ChannelsSubgraph> {
  const toChannel = (id: number) => ({ id, stream: toStream(id) });
  const schema = buildSubgraphSchema([
    {
      typeDefs: CHANNELS,
      resolvers: {
        Query: {
          channel: (_parent: unknown, { id }: { id: string }) => toChannel(Number(id)),
          channels: (_parent: unknown, { first }: { first: number }) =>
            Array.from({ length: first }, (_, index) => toChannel(index)),
        },
        Channel: { __resolveReference: ({ id }: { id: string }) => toChannel(Number(id)) },
        LiveStream: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          // The number of likes is the length of the received name, which shows that the name has arrived.
          likes: ({ id, streamName }: { id?: string; streamName?: string }) =>
            (id ?? streamName ?? '').length,
        },
      },
    },
  ]);
  const yoga = createYoga({ schema, logging: false, graphqlEndpoint: '/graphql' });
  const { origin, close } = await serveHttp((request, response) => {
    void yoga(request, response);
  });
  return { url: `${origin}/graphql`, close };
}
