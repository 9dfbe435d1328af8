import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { parseDomainId } from '../../stream/domain-id.js';
import { type Authorize } from '../../stream/caller.js';
import { type StreamList } from '../../stream/directory/stream-list.js';
import { withDomainPath } from '../../stream/domain-path.js';
import { StreamError } from '../../stream/errors.js';
import { domainFault } from '../../stream/names.js';
import { type GraphqlContext } from '../context.js';
import { LiveStreamPageArgs } from '../stream/live-stream-page.input.js';
import { type Loader, type RequestLoaders } from '../loader/loaders.js';
import { type Turns } from '../documents/turns.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Connection, toConnection } from '../page/connection.js';
import { toCursor } from '../page/cursor.js';
import { type Reference, textOf } from '../federation.js';
import { LiveDomain } from './live-domain.type.js';
import { LiveStreamConnection } from '../stream/live-stream-connection.type.js';
import { LiveStream } from '../stream/live-stream.type.js';

export interface LiveDomainParts {
  readonly authorize: Authorize;
  readonly loaders: RequestLoaders;
  readonly allowance: RequestAllowance;
  readonly turns: Turns;
}

const ABOUT_LISTS = [
  'Needs a `read` grant for `appName`, or for every app if `appName` is not given. The list is at most 2 seconds old.',
  'Requests in this time share one read. ApsaraVideo Live keeps its lists by streaming domain. Streams with control characters',
  'or "/" in their names are left out and not counted.',
];

@Resolver(() => LiveDomain)
export class LiveDomainResolver {
  readonly #parts: LiveDomainParts;

  constructor(parts: LiveDomainParts) {
    this.#parts = parts;
  }

  @Query(() => LiveDomain, {
    nullable: true,
    description: [
      'An ingest domain of the account. Needs a `read` grant for at least one of its apps.',
      'Cost: at most one DescribeLiveDomainMapping call in 10 minutes for a domain.',
      'Errors (`extensions.code`): BAD_USER_INPUT (also for a streaming domain, rule `ingestDomain`),',
      'UNAUTHENTICATED, FORBIDDEN, DOMAIN_NOT_FOUND, RATE_LIMITED, UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE,',
      'UPSTREAM_DENIED, UPSTREAM_ERROR.',
    ].join('\n'),
  })
  liveDomain(
    @Arg('name', () => String, { description: 'The ingest domain. Case does not matter.' }) name: string,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveDomain> {
    const fault = domainFault(name);
    if (fault !== undefined)
      throw new StreamError('BAD_USER_INPUT', { violations: [{ path: 'name', ...fault }] });
    return this.#read(name.toLowerCase(), 'name', context);
  }

  /** Resolves a reference of a supergraph. It is authorized like any other read. */
  resolveReference(reference: Reference, context: GraphqlContext): Promise<LiveDomain> {
    return 'id' in reference
      ? this.#read(parseDomainId(textOf(reference, 'id'), 'id'), 'id', context)
      : this.liveDomain(textOf(reference, 'name'), context);
  }

  @FieldResolver(() => LiveStreamConnection, {
    nullable: true,
    description: [
      'The streams on the forbid list. Forbids and resumes through this gateway in the last 5 seconds are included, even if',
      'the list at ApsaraVideo Live does not show them yet.',
      ...ABOUT_LISTS,
      'The list contains no ingest domains. If several ingest domains share a streaming domain, each shows the forbids of all.',
    ].join('\n'),
  })
  forbiddenStreams(
    @Root() domain: LiveDomain,
    @Args(() => LiveStreamPageArgs) args: LiveStreamPageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LiveStream>> {
    return this.#list('forbidden', domain, args, context, this.#parts.loaders.of(context).forbiddenList);
  }

  @FieldResolver(() => LiveStreamConnection, {
    nullable: true,
    description: [
      'The streams that are being published to this ingest domain. Transcoded streams are not included.',
      ...ABOUT_LISTS,
    ].join('\n'),
  })
  onlineStreams(
    @Root() domain: LiveDomain,
    @Args(() => LiveStreamPageArgs) args: LiveStreamPageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LiveStream>> {
    return this.#list('online', domain, args, context, this.#parts.loaders.of(context).onlineList);
  }

  async #read(domainName: string, path: string, context: GraphqlContext): Promise<LiveDomain> {
    this.#parts.authorize(context.caller(), 'read', { domainName, someApp: true });
    const { domain } = this.#parts.loaders.of(context);
    const { name } = await withDomainPath(domain.load(domainName), path);
    return new LiveDomain(name);
  }

  async #list(
    kind: string,
    { name: domainName }: LiveDomain,
    args: LiveStreamPageArgs,
    context: GraphqlContext,
    lists: Loader<string, StreamList>,
  ): Promise<Connection<LiveStream>> {
    const scope = args.toScope(kind, domainName);
    const query = args.toQuery(scope);
    this.#parts.authorize(context.caller(), 'read', { domainName, appName: query.appName });
    const list = await withDomainPath(lists.load(domainName), 'name');
    await this.#parts.turns.take(context);
    const { streams, ...page } = list.page(query);
    this.#parts.allowance.take(context, { entries: streams.length });
    return toConnection({ items: streams, ...page }, ({ appName, streamName }) => ({
      cursor: toCursor(scope, [appName, streamName]),
      node: new LiveStream({ domainName, appName, streamName }),
    }));
  }
}
