import { ArgsType, Field, InputType } from 'type-graphql';
import { parseOneStream, type StreamAddress } from '../../stream/address.js';

/** The three names that mean one stream, as arguments of a query. */
@ArgsType()
export class LiveStreamAddressArgs {
  @Field(() => String, { description: 'The ingest domain.' })
  domainName!: string;

  @Field(() => String, { description: 'The app name; not `*`.' })
  appName!: string;

  @Field(() => String, { description: 'The stream name.' })
  streamName!: string;
}

@InputType({ description: 'The three names that mean one stream.' })
export class LiveStreamAddressInput {
  @Field(() => String, { description: 'The ingest domain, a host name. Case does not matter.' })
  domainName!: string;

  @Field(() => String, {
    description: 'The app name. `*` alone means every app of the domain where a mutation takes it.',
  })
  appName!: string;

  @Field(() => String, { description: 'The stream name.' })
  streamName!: string;

  /** @throws StreamError BAD_USER_INPUT with every violation at once, paths under `path` */
  toAddress(path: string): StreamAddress {
    return parseOneStream(this, path);
  }
}
