import { createSchema, createYoga } from 'graphql-yoga';
import { createCallApi } from './call-api.js';
import { type Address, serve } from './subject.js';

const resume = createCallApi();

const typeDefs = `
  enum LiveStreamType { PUBLISHER }
  input ResumeLiveStreamInput {
    domainName: String!
    appName: String!
    streamName: String!
    liveStreamType: LiveStreamType! = PUBLISHER
  }
  type LiveStream { id: ID! domainName: String! appName: String! streamName: String! }
  type ResumeLiveStreamPayload { requestId: ID! stream: LiveStream }
  type Mutation { resumeLiveStream(input: ResumeLiveStreamInput!): ResumeLiveStreamPayload! }
  type Query { version: String }
`;

const schema = createSchema({
  typeDefs,
  resolvers: {
    Mutation: {
      resumeLiveStream: async (_parent: unknown, { input }: { input: Address }) => ({
        requestId: await resume(input),
        stream: { ...input, id: `${input.domainName}/${input.appName}/${input.streamName}` },
      }),
    },
  },
});

/** (b) GraphQL Yoga with the same call. */
const yoga = createYoga({ schema, logging: false, graphiql: false });
serve('/graphql', (request, response) => void yoga(request, response));
