import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection, type Total } from '../page/connection.js';
import { PageInfo } from '../page/page-info.type.js';
import { LiveStreamEvent } from './live-stream-event.type.js';

@ObjectType({ description: 'An event and its position in the list.', simpleResolvers: true })
export class LiveStreamEventEdge {
  @Field(() => String, { description: 'The opaque position of the event in the list.' })
  readonly cursor!: string;

  @Field(() => LiveStreamEvent, { description: 'The event.' })
  readonly node!: LiveStreamEvent;
}

@ObjectType({
  description: 'A page of events (Relay), newest first, in the order in which the gateway stored them.',
  simpleResolvers: true,
})
export class LiveStreamEventConnection implements Connection<LiveStreamEvent> {
  @Field(() => [LiveStreamEventEdge], { description: 'The events of the page.' })
  readonly edges!: LiveStreamEventEdge[];

  @Field(() => [LiveStreamEvent], { description: 'The events of the page, without their cursors.' })
  readonly nodes!: LiveStreamEvent[];

  @Field(() => PageInfo, {
    description:
      'The position of the page in the list. A page may have fewer events than `first`, or none, and still have a next ' +
      'page, if you may not read some events. Continue while `hasNextPage` is true.',
  })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many events match. Null if there are more than 10,000, or if you may not read all of them.',
  })
  readonly totalCount!: Total;
}
