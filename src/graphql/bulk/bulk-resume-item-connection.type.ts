import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection } from '../page/connection.js';
import { PageInfo } from '../page/page-info.type.js';
import { BulkResumeItem } from './bulk-resume-item.type.js';

@ObjectType({ description: 'An item and its position in the list.', simpleResolvers: true })
export class BulkResumeItemEdge {
  @Field(() => String, { description: 'The opaque position of the item in the list.' })
  readonly cursor!: string;

  @Field(() => BulkResumeItem, { description: 'The item.' })
  readonly node!: BulkResumeItem;
}

@ObjectType({
  description: 'A page of a job’s items (Relay), in the order of the job.',
  simpleResolvers: true,
})
export class BulkResumeItemConnection implements Connection<BulkResumeItem> {
  @Field(() => [BulkResumeItemEdge], { description: 'The items of the page.' })
  readonly edges!: BulkResumeItemEdge[];

  @Field(() => [BulkResumeItem], { description: 'The items of the page, without their cursors.' })
  readonly nodes!: BulkResumeItem[];

  @Field(() => PageInfo, { description: 'The position of the page in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: 'How many items of the job match the filter.',
  })
  readonly totalCount!: number;
}
