import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { type IngestDomain } from '../../stream/directory/directory.js';
import { toDomainId } from '../../stream/domain-id.js';

@Directive('@key(fields: "id")')
@Directive('@key(fields: "name")')
@ObjectType({ description: 'An ingest domain of the account: what encoders push to.', simpleResolvers: true })
export class LiveDomain {
  @Field(() => ID, {
    description: 'Stable and opaque. Names the domain, so it is the same in every request.',
  })
  readonly id: string;

  @Field(() => String, { description: 'The ingest domain, in lower case.' })
  readonly name: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The main streaming domain, which viewers play from. Null where none is bound: such a domain has no lists.',
  })
  readonly streamingDomain: string | null;

  constructor({ name, streamingDomain }: IngestDomain) {
    this.id = toDomainId(name);
    this.name = name;
    this.streamingDomain = streamingDomain ?? null;
  }
}
