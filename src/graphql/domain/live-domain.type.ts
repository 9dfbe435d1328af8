import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@key(fields: "name")')
@ObjectType({ description: 'An ingest domain of the account: what encoders push to.', simpleResolvers: true })
export class LiveDomain {
  @Field(() => String, { description: 'The ingest domain, in lower case.' })
  readonly name: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The main streaming domain, which viewers play from. Null where none is bound: such a domain has no lists.',
  })
  readonly streamingDomain: string | null;

  constructor(name: string, streamingDomain: string | null) {
    this.name = name;
    this.streamingDomain = streamingDomain;
  }
}
