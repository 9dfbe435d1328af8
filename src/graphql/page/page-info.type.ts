import { Directive, Field, ObjectType } from 'type-graphql';
import { type PagePosition } from './connection.js';

@Directive('@shareable')
@ObjectType({
  description: 'The position of a page in its list, as in Relay connections.',
  simpleResolvers: true,
})
export class PageInfo implements PagePosition {
  @Field(() => Boolean, { description: 'Whether the list has a next page.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page is not the first page.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first edge. Null if the page has none.',
  })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor to pass as `after` for the next page. Null if the page has none.',
  })
  readonly endCursor!: string | null;
}
