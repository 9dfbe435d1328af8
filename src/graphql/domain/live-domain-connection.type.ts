import { Field, Int, ObjectType } from 'type-graphql';
import { type Connection, type Total } from '../page/connection.js';
import { PageInfo } from '../page/page-info.type.js';
import { LiveDomain } from './live-domain.type.js';

@ObjectType({ description: 'A domain and its position in the list.', simpleResolvers: true })
export class LiveDomainEdge {
  @Field(() => String, {
    description: 'Opaque. Remains a position in the list while domains before and after it come and go.',
  })
  readonly cursor!: string;

  @Field(() => LiveDomain, { description: 'The domain.' })
  readonly node!: LiveDomain;
}

@ObjectType({
  description: 'A page of domains (Relay), by name, in the order of code units.',
  simpleResolvers: true,
})
export class LiveDomainConnection implements Connection<LiveDomain> {
  @Field(() => [LiveDomainEdge], { description: 'The domains of the page.' })
  readonly edges!: LiveDomainEdge[];

  @Field(() => [LiveDomain], { description: 'The domains of the page, without their cursors.' })
  readonly nodes!: LiveDomain[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many domains you may read, filtered as the page is; null where `missingAccounts` has an account.',
  })
  readonly totalCount!: Total;

  @Field(() => [String], {
    description:
      'The accounts whose domains cannot be read at the moment: their domains are missing in the list, and `totalCount` ' +
      'is null. Empty where the list is complete.',
  })
  readonly missingAccounts!: readonly string[];
}
