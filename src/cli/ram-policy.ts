import type { Grants } from '../access/grant.js';
import type { GrantedOperation } from '../stream/caller.js';

/** A RAM policy document, version 1. */
export interface RamPolicy {
  readonly Version: '1';
  readonly Statement: readonly RamStatement[];
}

export interface RamStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** What RAM's documentation lets a policy pin to a domain (ResumeLiveStream, RAM authorization table). */
const DOMAIN_ACTIONS: Partial<Record<GrantedOperation, readonly string[]>> = {
  resume: ['live:ResumeLiveStream'],
};

/**
 * What it allows for all resources only, or, for DescribeLiveDomainMapping, does not document: a policy that pinned
 * these to a domain would deny them.
 */
const ACCOUNT_ACTIONS: Partial<Record<GrantedOperation, readonly string[]>> = {
  read: [
    'live:DescribeLiveStreamState',
    'live:DescribeLiveStreamsOnlineList',
    'live:DescribeLiveStreamsBlockList',
    'live:DescribeLiveDomainMapping',
  ],
  forbid: ['live:ForbidLiveStream'],
};

const OPERATIONS: readonly GrantedOperation[] = ['resume', 'read', 'forbid'];

/** Every pattern once, without those that a wider one in the list already covers; sorted, so that files can be compared. */
function toWidest(domains: Iterable<string>): string[] {
  const all = new Set(domains);
  if (all.has('*')) return ['*'];
  const isCovered = (domain: string): boolean =>
    !domain.startsWith('*.') && all.has(`*${domain.slice(domain.indexOf('.'))}`);
  return [...all].filter((domain) => !isCovered(domain)).sort();
}

function domainsOf(grants: Grants, operation: GrantedOperation): string[] {
  return toWidest(grants.filter(({ allow }) => allow.includes(operation)).flatMap(({ domains }) => domains));
}

/**
 * The least RAM policy under which the gateway can do what the grants allow, and nothing else of the account. A grant
 * for `*.example.com` becomes the same pattern in RAM, where `*` may also run across dots: RAM then lets the gateway's
 * key reach deeper names, and the gateway itself does not.
 *
 * @param accountId the Alibaba Cloud account that owns the domains, digits only
 */
export function toRamPolicy(grants: Grants, accountId: string): RamPolicy {
  const pinned = OPERATIONS.flatMap((operation) => {
    const domains = domainsOf(grants, operation);
    const actions = DOMAIN_ACTIONS[operation];
    const arns = domains.map((domain) => `acs:cdn:*:${accountId}:domain/${domain}`);
    return actions === undefined || arns.length === 0 ? [] : [allow(actions, arns)];
  });
  const unpinned = OPERATIONS.flatMap((operation) =>
    grants.some(({ allow }) => allow.includes(operation)) ? (ACCOUNT_ACTIONS[operation] ?? []) : [],
  );
  return { Version: '1', Statement: unpinned.length === 0 ? pinned : [...pinned, allow(unpinned, ['*'])] };
}

function allow(Action: readonly string[], Resource: readonly string[]): RamStatement {
  return { Effect: 'Allow', Action, Resource };
}

/** RAM limits a custom policy to this many characters (RAM, limitations). */
const MAX_POLICY_CHARACTERS = 6144;

/** What the operator should know about a policy, which JSON has no field for. */
export function toRamPolicyNotes(policy: RamPolicy): string[] {
  const everywhere = policy.Statement.filter(({ Resource }) => Resource.includes('*'));
  const arns = policy.Statement.flatMap(({ Resource }) => Resource).filter((arn) => arn !== '*');
  const length = JSON.stringify(policy).length;
  return [
    ...everywhere.map(
      ({ Action }) =>
        `${Action.join(', ')}: on "*", because RAM's documentation gives these for all resources only. A key that may ` +
        `do them may do them on every domain of the account: the gateway's grants alone keep domains apart.`,
    ),
    ...(arns.some((arn) => arn.includes('domain/*'))
      ? ['"*" in a domain: RAM may let it run across dots; the gateway lets "*." stand for one label.']
      : []),
    ...(length > MAX_POLICY_CHARACTERS
      ? [
          `${length} characters: RAM takes ${MAX_POLICY_CHARACTERS} in one custom policy. Split the domains over several.`,
        ]
      : []),
    'To pin the gateway\'s addresses too, add "Condition": {"IpAddress": {"acs:SourceIp": [...]}} to each statement.',
  ];
}
