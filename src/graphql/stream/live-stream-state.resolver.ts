import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Authorize } from '../../stream/caller.js';
import { type GraphqlContext } from '../context.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { DateTime } from '../date-time.scalar.js';
import { LiveStreamStatus } from './live-stream-status.type.js';
import { LiveStream } from './live-stream.type.js';

/**
 * The state of a stream at the upstream. A payload of an action contains the stream for callers without a `read` grant,
 * too, so that each field that reads is authorized separately.
 */
@Resolver(() => LiveStream)
export class LiveStreamStateResolver {
  readonly #authorize: Authorize;
  readonly #loaders: RequestLoaders;

  constructor(authorize: Authorize, loaders: RequestLoaders) {
    this.#authorize = authorize;
    this.#loaders = loaders;
  }

  @FieldResolver(() => LiveStreamStatus, {
    nullable: true,
    description: [
      'FORBIDDEN where the stream is on the forbid list, else whether it is being published. Needs a `read` grant.',
      'At most 2 seconds old; what was done through this gateway in the last 5 seconds counts for more than a list',
      'that has not caught up. ApsaraVideo Live keeps the forbid list by streaming domain: where several ingest',
      'domains share one, a stream that is forbidden on one of them shows as FORBIDDEN on each.',
      'Cost: for all streams of a request and domain together, the domain mapping (kept 10 minutes), the forbid list',
      'and the online list.',
    ].join('\n'),
  })
  async status(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): Promise<LiveStreamStatus> {
    this.#authorize(context.caller(), 'read', stream);
    return LiveStreamStatus[stream.watchedStatus ?? (await this.#loaders.of(context).status.load(stream))];
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: [
      'Since when the stream has been published; null while it is not. Needs a `read` grant. At most 2 seconds old,',
      'and never older than a forbid or a cut through this gateway.',
    ].join('\n'),
  })
  async publishedAt(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): Promise<Date | null> {
    this.#authorize(context.caller(), 'read', stream);
    const published = await this.#loaders.of(context).online.load(stream);
    return published?.publishedAt ?? null;
  }
}
