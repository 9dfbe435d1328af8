import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection, type Total } from '../page/connection.js';
import { PageInfo } from '../page/page-info.type.js';
import { LiveDomain } from './live-domain.type.js';

@ObjectType({ description: 'A domain and its position in the list.', simpleResolvers: true })
export class LiveDomainEdge {
  @Field(() => String, {
    description:
      'The opaque position of the domain in the list. It stays valid when other domains are added or removed.',
  })
  readonly cursor!: string;

  @Field(() => LiveDomain, { description: 'The domain.' })
  readonly node!: LiveDomain;
}

@ObjectType({
  description: 'A page of domains (Relay), sorted by name in the order of UTF-16 code units.',
  simpleResolvers: true,
})
export class LiveDomainConnection implements Connection<LiveDomain> {
  @Field(() => [LiveDomainEdge], { description: 'The domains of the page.' })
  readonly edges!: LiveDomainEdge[];

  @Field(() => [LiveDomain], { description: 'The domains of the page, without their cursors.' })
  readonly nodes!: LiveDomain[];

  @Field(() => PageInfo, { description: 'The position of the page in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: 'How many domains that you may read match `search`. Null if `missingAccounts` is not empty.',
  })
  readonly totalCount!: Total;

  @Field(() => [String], {
    description:
      'The accounts whose domains cannot be read at the moment. Their domains are missing in the list, and `totalCount` ' +
      'is null. Empty if the list is complete.',
  })
  readonly missingAccounts!: readonly string[];
}
