import { Directive, Field, ObjectType } from 'type-graphql';
import { type PagePosition } from './connection.js';

@Directive('@shareable')
@ObjectType({
  description: 'Where a page stands in its list, as Relay’s connections have it.',
  simpleResolvers: true,
})
export class PageInfo implements PagePosition {
  @Field(() => Boolean, { description: 'Whether there are more behind it.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether it is not the first one.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first edge; null where there is none.',
  })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge; give it as `after`.' })
  readonly endCursor!: string | null;
}
