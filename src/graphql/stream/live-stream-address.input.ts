import { ArgsType, Field, InputType } from 'type-graphql';
import { parseOneStream, type StreamAddress } from '../../stream/address.js';

/** The three names that identify a stream, as arguments of a query. */
@ArgsType()
export class LiveStreamAddressArgs {
  @Field(() => String, { description: 'The ingest domain. Case does not matter.' })
  domainName!: string;

  @Field(() => String, { description: 'The app name. `*` is not allowed.' })
  appName!: string;

  @Field(() => String, { description: 'The stream name.' })
  streamName!: string;
}

@InputType({ description: 'The three names that identify a stream.' })
export class LiveStreamAddressInput {
  @Field(() => String, { description: 'The ingest domain, a host name. Case does not matter.' })
  domainName!: string;

  @Field(() => String, {
    description: 'The app name. In mutations that accept it, `*` alone means every app of the domain.',
  })
  appName!: string;

  @Field(() => String, { description: 'The stream name.' })
  streamName!: string;

  /**
   * Checks the names and returns the address.
   * @throws StreamError BAD_USER_INPUT with every violation; the paths are under `path`
   */
  toAddress(path: string): StreamAddress {
    return parseOneStream(this, path);
  }
}
