import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { type GraphqlContext } from '../context.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Turns } from '../documents/turns.js';
import { type Connection } from '../page/connection.js';
import { LiveDomainConnection } from './live-domain-connection.type.js';
import { LiveDomainPageArgs, toLiveDomainConnection } from './live-domain-page.input.js';
import { type LiveDomain } from './live-domain.type.js';
import { type ReadableDomains } from './readable-domains.js';

export interface LiveDomainsParts {
  readonly domains: ReadableDomains;
  readonly allowance: RequestAllowance;
  readonly turns: Turns;
}

@Resolver()
export class LiveDomainsResolver {
  readonly #parts: LiveDomainsParts;

  constructor(parts: LiveDomainsParts) {
    this.#parts = parts;
  }

  @Query(() => LiveDomainConnection, {
    nullable: true,
    description: [
      'The ingest domains of all accounts for which you have a `read` grant, for the whole domain or at least one of its',
      'apps. Other domains are not shown and not counted. The list is at most 60 seconds old. Requests in this time share',
      'one read.',
      'Cost: one DescribeLiveUserDomains call for every 50 domains of each account. The fields of each domain in the page cost',
      'the same as those of `liveDomain`. `id`, `name` and `viewerCan…` cost no call.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, RATE_LIMITED, UPSTREAM_TIMEOUT,',
      'UPSTREAM_UNAVAILABLE, UPSTREAM_DENIED, UPSTREAM_ERROR.',
    ].join('\n'),
  })
  async liveDomains(
    @Args(() => LiveDomainPageArgs) args: LiveDomainPageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LiveDomain> & Pick<LiveDomainConnection, 'missingAccounts'>> {
    const page = args.toPage();
    const { domains, allowance, turns } = this.#parts;
    const { names, missing } = await domains.of(context);
    await turns.take(context);
    const connection = toLiveDomainConnection(names, missing, page);
    allowance.take(context, { entries: connection.nodes.length });
    return connection;
  }
}
