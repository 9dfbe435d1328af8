import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection } from '../page/connection.js';
import { LiveStream } from './live-stream.type.js';
import { PageInfo } from '../page/page-info.type.js';

@ObjectType({ description: 'A stream and its position in a list.', simpleResolvers: true })
export class LiveStreamEdge {
  @Field(() => String, {
    description:
      'The opaque position of the stream in the list. It stays valid when other streams are added or removed.',
  })
  readonly cursor!: string;

  @Field(() => LiveStream, { description: 'The stream.' })
  readonly node!: LiveStream;
}

@ObjectType({
  description:
    'A page of streams (Relay), sorted by app and then by stream name in the order of UTF-16 code units.',
  simpleResolvers: true,
})
export class LiveStreamConnection implements Connection<LiveStream> {
  @Field(() => [LiveStreamEdge], { description: 'The streams of the page.' })
  readonly edges!: LiveStreamEdge[];

  @Field(() => [LiveStream], { description: 'The streams of the page, without their cursors.' })
  readonly nodes!: LiveStream[];

  @Field(() => PageInfo, { description: 'The position of the page in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: 'How many streams of the whole list match the filter.',
  })
  readonly totalCount!: number;
}
