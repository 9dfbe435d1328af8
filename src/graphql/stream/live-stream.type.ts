import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { type StreamAddress, toStreamId } from '../../stream/address.js';
import { type StreamStatus } from '../../stream/directory/read-status.js';

/** Where the gateway has a stream from. */
interface LiveStreamOrigin {
  readonly watchedStatus?: StreamStatus | undefined;
  /** Default: `domainName`. */
  readonly domainPath?: string;
}

@Directive('@key(fields: "id")')
@Directive('@key(fields: "domainName appName streamName")')
@ObjectType({
  description:
    'A stream, identified by its address. A LiveStream in an answer does not mean that anything was ever published at ' +
    'this address.',
  simpleResolvers: true,
})
export class LiveStream implements StreamAddress {
  @Field(() => ID, {
    description:
      'The stable, opaque id of the stream. It identifies the address, so it is the same in every request.',
  })
  readonly id: string;

  @Field(() => String, { description: 'The ingest domain, in lower case.' })
  readonly domainName: string;

  @Field(() => String, { description: 'The app name, exactly as it was given.' })
  readonly appName: string;

  @Field(() => String, { description: 'The stream name, exactly as it was given.' })
  readonly streamName: string;

  /** The status that a subscription delivers. It is not read again, since it could have changed in the meantime. */
  readonly watchedStatus: StreamStatus | undefined;

  /** The path of the argument that named the domain, for violations that are found when a field is read. */
  readonly domainPath: string;

  constructor(address: StreamAddress, { watchedStatus, domainPath = 'domainName' }: LiveStreamOrigin = {}) {
    this.watchedStatus = watchedStatus;
    this.domainPath = domainPath;
    this.id = toStreamId(address);
    this.domainName = address.domainName;
    this.appName = address.appName;
    this.streamName = address.streamName;
  }
}
