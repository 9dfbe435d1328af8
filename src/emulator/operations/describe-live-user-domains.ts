import { type DomainType } from '../world/domains.js';
import { type Operation } from './operation.js';
import { integer, oneOf } from './parameters.js';

const MAX_PAGE_NUMBER = 100_000;
const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 50;

/** The service does not document the type of sub-streaming domains. Here it is `liveVideo`. */
const toLiveDomainType = (type: DomainType): string => (type === 'publish' ? 'liveEdge' : 'liveVideo');

/** Returns the domains of the account, sorted by name. All domains of the emulator are online. */
export const describeLiveUserDomains: Operation = ({ parameters, world, accountId }) => {
  const keyword = (parameters.get('DomainName') ?? '').toLowerCase();
  const search = oneOf(parameters, 'DomainSearchType', [
    'fuzzy_match',
    'pre_match',
    'suf_match',
    'full_match',
  ]);
  const matches = {
    fuzzy_match: (name: string) => name.includes(keyword),
    pre_match: (name: string) => name.startsWith(keyword),
    suf_match: (name: string) => name.endsWith(keyword),
    full_match: (name: string) => name === keyword,
  }[search];
  const kind = oneOf(parameters, 'LiveDomainType', ['', 'liveVideo', 'liveEdge']);
  const status = oneOf(parameters, 'DomainStatus', ['', 'online', 'offline', 'configuring']);
  const pageNumber = integer(parameters, 'PageNumber', 1, MAX_PAGE_NUMBER);
  const pageSize = integer(parameters, 'PageSize', DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const all = world.domains
    .ofAccount(accountId)
    .filter(({ name }) => keyword === '' || matches(name))
    .filter(({ type }) => kind === '' || kind === toLiveDomainType(type))
    .filter(() => status === '' || status === 'online');
  const rows = all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map(({ name, type }) => ({
    DomainName: name,
    LiveDomainType: toLiveDomainType(type),
    LiveDomainStatus: 'online',
    Cname: `${name}.w.alikunlun.example`,
    RegionName: 'cn-shanghai',
  }));
  return { PageNumber: pageNumber, PageSize: pageSize, TotalCount: all.length, Domains: { PageData: rows } };
};
