import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection, type Total } from '../page/connection.js';
import { PageInfo } from '../page/page-info.type.js';
import { BulkResume } from './bulk-resume.type.js';

@ObjectType({ description: 'A bulk job and its position in the list.', simpleResolvers: true })
export class BulkResumeEdge {
  @Field(() => String, { description: 'The opaque position of the job in the list.' })
  readonly cursor!: string;

  @Field(() => BulkResume, { description: 'The job.' })
  readonly node!: BulkResume;
}

@ObjectType({ description: 'A page of bulk jobs (Relay), newest first.', simpleResolvers: true })
export class BulkResumeConnection implements Connection<BulkResume> {
  @Field(() => [BulkResumeEdge], { description: 'The jobs of the page.' })
  readonly edges!: BulkResumeEdge[];

  @Field(() => [BulkResume], { description: 'The jobs of the page, without their cursors.' })
  readonly nodes!: BulkResume[];

  @Field(() => PageInfo, {
    description:
      'The position of the page in the list. A page may have fewer jobs than `first`, or none, and still have a next ' +
      'page. Continue while `hasNextPage` is true.',
  })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: 'Always null, because the jobs that a caller may see are not counted.',
  })
  readonly totalCount!: Total;
}
