import { Field, ObjectType } from 'type-graphql';
import { type StreamAddress } from '../../stream/address.js';

@ObjectType({ description: 'The address of a stream.', simpleResolvers: true })
export class LiveStreamAddress implements StreamAddress {
  @Field(() => String, { description: 'The ingest domain, in lower case.' })
  readonly domainName: string;

  @Field(() => String, { description: 'The app name. `*` for every app of the domain.' })
  readonly appName: string;

  @Field(() => String, { description: 'The stream name.' })
  readonly streamName: string;

  constructor({ domainName, appName, streamName }: StreamAddress) {
    this.domainName = domainName;
    this.appName = appName;
    this.streamName = streamName;
  }
}
