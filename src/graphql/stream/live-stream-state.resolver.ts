import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Authorize } from '../../stream/caller.js';
import { withDomainPath } from '../../stream/domain-path.js';
import { type GraphqlContext } from '../context.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { DateTime } from '../date-time.scalar.js';
import { LiveStreamStatus } from './live-stream-status.type.js';
import { LiveStream } from './live-stream.type.js';

/**
 * Resolves the state of a stream at the upstream. The payload of an action contains the stream also for callers
 * without a `read` grant, so each field that reads is authorized separately.
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
      'The status of the stream: FORBIDDEN if it is on the forbid list, otherwise ONLINE or OFFLINE. Needs a `read` grant.',
      'At most 2 seconds old. An action through this gateway in the last 5 seconds takes precedence over a list that does not',
      'show it yet. ApsaraVideo Live keeps the forbid list by streaming domain. If several ingest domains share one, a stream',
      'that is forbidden on one of them is FORBIDDEN on each.',
      'Cost: the domain mapping (cached for 10 minutes), the forbid list and the online list, once for all streams of a domain',
      'in a request.',
    ].join('\n'),
  })
  async status(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): Promise<LiveStreamStatus> {
    this.#authorize(context.caller(), 'read', stream);
    const { watchedStatus, domainPath } = stream;
    if (watchedStatus !== undefined) return LiveStreamStatus[watchedStatus];
    return LiveStreamStatus[await withDomainPath(this.#loaders.of(context).status.load(stream), domainPath)];
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: [
      'When the current publishing of the stream started. Null while it is not published. Needs a `read` grant. At most',
      '2 seconds old, and never older than a forbid or a cut through this gateway.',
    ].join('\n'),
  })
  async publishedAt(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): Promise<Date | null> {
    this.#authorize(context.caller(), 'read', stream);
    const published = await withDomainPath(this.#loaders.of(context).online.load(stream), stream.domainPath);
    return published?.publishedAt ?? null;
  }
}
