import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { accountOf, type AccountRouting } from '../../stream/account.js';
import { type Authorize, type GrantedOperation } from '../../stream/caller.js';
import { withDomainPath } from '../../stream/domain-path.js';
import { FORBID_LIST_LIMIT } from '../../stream/directory/forbid-lists.js';
import { isAuthorized } from '../../stream/is-authorized.js';
import { type GraphqlContext } from '../context.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { LiveDomain } from './live-domain.type.js';

export interface LiveDomainStateParts {
  readonly authorize: Authorize;
  readonly accounts: AccountRouting;
  readonly loaders: RequestLoaders;
}

/**
 * Resolves the account of a domain, its streaming domain, the size of its forbid list, and what the caller may
 * do on it.
 */
@Resolver(() => LiveDomain)
export class LiveDomainStateResolver {
  readonly #authorize: Authorize;
  readonly #accounts: AccountRouting;
  readonly #loaders: RequestLoaders;

  constructor({ authorize, accounts, loaders }: LiveDomainStateParts) {
    this.#authorize = authorize;
    this.#accounts = accounts;
    this.#loaders = loaders;
  }

  @FieldResolver(() => String, {
    description:
      'The name of the Alibaba account of the domain, from the configuration of the gateway. `default` if the gateway has ' +
      'one account. It is never the id of the account.',
  })
  account(@Root() { name }: LiveDomain): string {
    return accountOf(this.#accounts, name);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The main streaming domain, which viewers play from. Null if none is bound. Such a domain has no lists.',
  })
  async streamingDomain(
    @Root() { name }: LiveDomain,
    @Ctx() context: GraphqlContext,
  ): Promise<string | undefined> {
    const { domain } = this.#loaders.of(context);
    return (await withDomainPath(domain.load(name), 'name')).streamingDomain;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: [
      'How many streams are on the forbid list, like `forbiddenStreams.totalCount` but without a page. Needs a `read` grant',
      'for every app.',
    ].join('\n'),
  })
  async forbiddenCount(@Root() { name }: LiveDomain, @Ctx() context: GraphqlContext): Promise<number> {
    this.#authorize(context.caller(), 'read', { domainName: name });
    const { forbiddenList } = this.#loaders.of(context);
    const { sorted } = await withDomainPath(forbiddenList.load(name), 'name');
    return sorted.length;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many streams the forbid list can hold, from the documentation of ApsaraVideo Live. At the limit, the next ' +
      'forbid fails with QUOTA_EXCEEDED.',
  })
  forbiddenLimit(): number {
    return FORBID_LIST_LIMIT;
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether your grants let you resume every stream of the domain, which `allForbidden` needs. Makes no upstream call.',
  })
  viewerCanResume(@Root() domain: LiveDomain, @Ctx() context: GraphqlContext): boolean {
    return this.#can('resume', domain, context);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether your grants let you forbid every stream of the domain. Makes no upstream call.',
  })
  viewerCanForbid(@Root() domain: LiveDomain, @Ctx() context: GraphqlContext): boolean {
    return this.#can('forbid', domain, context);
  }

  #can(operation: GrantedOperation, { name }: LiveDomain, context: GraphqlContext): boolean {
    return isAuthorized(this.#authorize, context.caller(), operation, { domainName: name });
  }
}

/** Resolves the domain of a stream. */
@Resolver(() => LiveStream)
export class DomainOfLiveStreamResolver {
  readonly #authorize: Authorize;
  readonly #loaders: RequestLoaders;

  constructor(authorize: Authorize, loaders: RequestLoaders) {
    this.#authorize = authorize;
    this.#loaders = loaders;
  }

  @FieldResolver(() => LiveDomain, {
    nullable: true,
    description:
      'The ingest domain of the stream. Needs what `liveDomain` needs, and fails with the same errors.',
  })
  async domain(
    @Root() { domainName, domainPath }: LiveStream,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveDomain> {
    this.#authorize(context.caller(), 'read', { domainName, someApp: true });
    const { domain } = this.#loaders.of(context);
    const { name } = await withDomainPath(domain.load(domainName), domainPath);
    return new LiveDomain(name);
  }
}
