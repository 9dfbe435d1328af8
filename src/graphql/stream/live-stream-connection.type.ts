import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection } from '../page/connection.js';
import { LiveStream } from './live-stream.type.js';
import { PageInfo } from '../page/page-info.type.js';

@ObjectType({ description: 'A stream and its position in a list.', simpleResolvers: true })
export class LiveStreamEdge {
  @Field(() => String, {
    description: 'Opaque. Remains a position in the list while streams before and after it come and go.',
  })
  readonly cursor!: string;

  @Field(() => LiveStream, { description: 'The stream.' })
  readonly node!: LiveStream;
}

@ObjectType({
  description: 'A page of streams (Relay), by app and then by stream name, in the order of code units.',
  simpleResolvers: true,
})
export class LiveStreamConnection implements Connection<LiveStream> {
  @Field(() => [LiveStreamEdge], { description: 'The streams of the page.' })
  readonly edges!: LiveStreamEdge[];

  @Field(() => [LiveStream], { description: 'The streams of the page, without their cursors.' })
  readonly nodes!: LiveStream[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: 'How many streams the whole list has, filtered as the page is.',
  })
  readonly totalCount!: number;
}
