import { ArgsType, Field } from 'type-graphql';

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
