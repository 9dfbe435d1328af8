import type { GrantedOperation } from '../stream/caller.js';

/** `has`: the claim is a list with this member, or a string with this word. `is`: it equals this value. */
export type ClaimTest = { readonly has: string } | { readonly is: string | number | boolean };

/** One rule: a caller whose token passes the test may do these operations on these domains and apps. */
export interface Grant {
  /** The way to the claim in the token, name by name: `realm_access.roles` is two names. */
  readonly claim: readonly string[];
  readonly test: ClaimTest;
  readonly allow: readonly GrantedOperation[];
  /** Domain patterns in lower case; see stream/domain-pattern.ts. */
  readonly domains: readonly string[];
  /** App patterns; see app-pattern.ts. `["*"]` is every app. */
  readonly apps: readonly string[];
  /** Whether the grant covers the app name "*", which acts on every app of a domain at once. */
  readonly anyApp: boolean;
}

/** Who may do what. Grants add up and none takes away; what no grant covers is refused. */
export type Grants = readonly Grant[];

/** For development: a caller with the role `moderator` may do everything everywhere. */
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
