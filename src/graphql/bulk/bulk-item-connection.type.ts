import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection } from '../page/connection.js';
import { PageInfo } from '../page/page-info.type.js';
import { BulkItem } from './bulk-item.type.js';

@ObjectType({ description: 'An item and its position in the list.', simpleResolvers: true })
export class BulkItemEdge {
  @Field(() => String, { description: 'Opaque.' })
  readonly cursor!: string;

  @Field(() => BulkItem, { description: 'The item.' })
  readonly node!: BulkItem;
}

@ObjectType({
  description: 'A page of a job’s items (Relay), in the order of the job.',
  simpleResolvers: true,
})
export class BulkItemConnection implements Connection<BulkItem> {
  @Field(() => [BulkItemEdge], { description: 'The items of the page.' })
  readonly edges!: BulkItemEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many items the job has, filtered as the page is.' })
  readonly totalCount!: number;
}
