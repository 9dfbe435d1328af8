import type { Grants } from '../access/grant.js';
import type { GrantedOperation } from '../stream/caller.js';
import { type Feature, OPERATIONS, OPERATIONS_IN_USE, type OperationRow } from '../stream/operations.js';

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

const GRANTED: readonly GrantedOperation[] = ['resume', 'read', 'forbid'];

/**
 * The RAM actions that a grant needs and that a policy can restrict to that resource. For "*", the documentation of RAM
 * lists only all resources, or nothing. A policy that restricts such an action to a domain would deny it.
 */
function actionsOf(
  features: readonly Feature[],
  grant: GrantedOperation,
  resource: OperationRow<never>['ram']['resource'],
): string[] {
  return OPERATIONS_IN_USE.filter((operation) => {
    const { ram, feature } = OPERATIONS[operation];
    return features.includes(feature) && ram.grant === grant && ram.resource === resource;
  }).map((operation) => `live:${operation}`);
}

/**
 * Returns every pattern once, without patterns that a wider one covers. Sorts them, so that policies can be compared.
 */
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
 * Creates the least RAM policy with which the gateway can do what the grants allow. A grant for `*.example.com` becomes
 * the same pattern in RAM, where `*` also matches dots. RAM therefore also allows names with more labels, which the
 * gateway itself refuses.
 *
 * @param accountId the Alibaba Cloud account that owns the domains, digits only
 * @param hasCallbacks whether the gateway receives stream callbacks, and so reads their settings and records
 */
export function toRamPolicy(grants: Grants, accountId: string, hasCallbacks = false): RamPolicy {
  const features: Feature[] = ['streams', 'domainList'];
  if (hasCallbacks) features.push('callbacks');
  const granted = GRANTED.filter((grant) => grants.some(({ allow }) => allow.includes(grant)));
  const pinned = granted.flatMap((grant) => {
    const actions = actionsOf(features, grant, 'domain');
    const arns = domainsOf(grants, grant).map((domain) => `acs:cdn:*:${accountId}:domain/${domain}`);
    return actions.length === 0 ? [] : [allow(actions, arns)];
  });
  const unpinned = granted.flatMap((grant) => actionsOf(features, grant, '*'));
  return { Version: '1', Statement: unpinned.length === 0 ? pinned : [...pinned, allow(unpinned, ['*'])] };
}

function allow(Action: readonly string[], Resource: readonly string[]): RamStatement {
  return { Effect: 'Allow', Action, Resource };
}

/** RAM limits a custom policy to this many characters (RAM, limitations). */
const MAX_POLICY_CHARACTERS = 6144;

/** Notes for the operator about a policy. JSON has no field for them. */
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
