import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection, type Total } from '../page/connection.js';
import { PageInfo } from '../page/page-info.type.js';
import { LiveStreamAction } from './live-stream-action.type.js';

@ObjectType({ description: 'An action and its position in the list.', simpleResolvers: true })
export class LiveStreamActionEdge {
  @Field(() => String, { description: 'The opaque position of the action in the list.' })
  readonly cursor!: string;

  @Field(() => LiveStreamAction, { description: 'The action.' })
  readonly node!: LiveStreamAction;
}

@ObjectType({ description: 'A page of actions (Relay), newest first.', simpleResolvers: true })
export class LiveStreamActionConnection implements Connection<LiveStreamAction> {
  @Field(() => [LiveStreamActionEdge], { description: 'The actions of the page.' })
  readonly edges!: LiveStreamActionEdge[];

  @Field(() => [LiveStreamAction], { description: 'The actions of the page, without their cursors.' })
  readonly nodes!: LiveStreamAction[];

  @Field(() => PageInfo, { description: 'The position of the page in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many actions match. Null if there are more than 10,000, or if counting them would read too many entries.',
  })
  readonly totalCount!: Total;
}
