import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { type StreamAddress, toStreamId } from '../../stream/address.js';

@Directive('@key(fields: "id")')
@Directive('@key(fields: "domainName appName streamName")')
@ObjectType({
  description:
    'A stream, known by where it is published. It is an address: that it exists here does not mean that anything was ' +
    'ever published there.',
  simpleResolvers: true,
})
export class LiveStream implements StreamAddress {
  @Field(() => ID, {
    description: 'Stable and opaque. Names the address, so it is the same in every request.',
  })
  readonly id: string;

  @Field(() => String, { description: 'The ingest domain, in lower case.' })
  readonly domainName: string;

  @Field(() => String, { description: 'The app name, exactly as it was given.' })
  readonly appName: string;

  @Field(() => String, { description: 'The stream name, exactly as it was given.' })
  readonly streamName: string;

  constructor(address: StreamAddress) {
    this.id = toStreamId(address);
    this.domainName = address.domainName;
    this.appName = address.appName;
    this.streamName = address.streamName;
  }
}
