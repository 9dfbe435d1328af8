import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { toDomainId } from '../../stream/domain-id.js';

@Directive('@key(fields: "id")')
@Directive('@key(fields: "name")')
@ObjectType({
  description: 'An ingest domain of an account, which encoders publish to.',
  simpleResolvers: true,
})
export class LiveDomain {
  @Field(() => ID, {
    description:
      'The stable, opaque id of the domain. It identifies the domain, so it is the same in every request.',
  })
  readonly id: string;

  @Field(() => String, { description: 'The ingest domain, in lower case.' })
  readonly name: string;

  constructor(name: string) {
    this.id = toDomainId(name);
    this.name = name;
  }
}
