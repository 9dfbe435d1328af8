import type { GrantedOperation } from '../stream/caller.js';

/**
 * The test of a claim. `has`: the claim is a list with this member, or a string with this word. `is`: the claim
 * equals this value.
 */
export type ClaimTest = { readonly has: string } | { readonly is: string | number | boolean };

/** A rule: a caller whose token passes the test may do these operations on these domains and apps. */
export interface Grant {
  /** The path to the claim in the token, as a list of names: `realm_access.roles` has two names. */
  readonly claim: readonly string[];
  readonly test: ClaimTest;
  readonly allow: readonly GrantedOperation[];
  /** The domain patterns in lower case. See stream/domain-pattern.ts. */
  readonly domains: readonly string[];
  /** The app patterns. See app-pattern.ts. `["*"]` is every app. */
  readonly apps: readonly string[];
  /** Whether the grant covers the app name `*`, which acts on every app of a domain in one call. */
  readonly anyApp: boolean;
}

/**
 * The list of all grants. A grant only adds permissions, and never removes any. An operation that no grant
 * covers is refused.
 */
export type Grants = readonly Grant[];

/** The grants for development. A caller with the role `moderator` may do all operations on all domains. */
export const developmentGrants: Grants = [
  {
    claim: ['roles'],
    test: { has: 'moderator' },
    allow: ['read', 'resume', 'forbid', 'manage'],
    domains: ['*'],
    apps: ['*'],
    anyApp: true,
  },
];
