import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import {
  Arg,
  buildSchema,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import { createCallApi } from './call-api.js';
import { toReady } from './subject.js';

const resume = createCallApi();

enum LiveStreamType {
  PUBLISHER = 'publisher',
}
registerEnumType(LiveStreamType, { name: 'LiveStreamType' });

@InputType()
class ResumeLiveStreamInput {
  @Field(() => String) domainName!: string;
  @Field(() => String) appName!: string;
  @Field(() => String) streamName!: string;
  @Field(() => LiveStreamType, { defaultValue: LiveStreamType.PUBLISHER }) liveStreamType!: LiveStreamType;
}

@ObjectType()
class LiveStream {
  @Field(() => ID) id!: string;
  @Field(() => String) domainName!: string;
  @Field(() => String) appName!: string;
  @Field(() => String) streamName!: string;
}

@ObjectType()
class ResumeLiveStreamPayload {
  @Field(() => ID) requestId!: string;
  @Field(() => LiveStream, { nullable: true }) stream!: LiveStream | null;
}

@Resolver()
class ResumeResolver {
  @Query(() => String)
  version(): string {
    return '1';
  }

  @Mutation(() => ResumeLiveStreamPayload)
  async resumeLiveStream(
    @Arg('input', () => ResumeLiveStreamInput) input: ResumeLiveStreamInput,
  ): Promise<ResumeLiveStreamPayload> {
    const { domainName, appName, streamName } = input;
    const requestId = await resume(input);
    const id = `${domainName}/${appName}/${streamName}`;
    const stream = Object.assign(new LiveStream(), { id, domainName, appName, streamName });
    return Object.assign(new ResumeLiveStreamPayload(), { requestId, stream });
  }
}

/** (c) Apollo Server, started as in its documentation, with type-graphql and the same call. */
const schema = await buildSchema({ resolvers: [ResumeResolver], validate: false });
const { url } = await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { port: 0, host: '127.0.0.1' },
});
toReady(url);
