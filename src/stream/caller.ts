/** The caller of a request, from its token. `claims` is the verified payload and is never logged whole. */
export interface Caller {
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * What a grant can allow. `read` is every query, `resume` and `forbid` the mutations of that name, `manage` sees,
 * retries and cancels the bulk jobs of other callers.
 */
export type GrantedOperation = 'read' | 'resume' | 'forbid' | 'manage';

/** What is acted on: a whole domain, or one app of it. `appName` "*" means every app and needs `anyApp`. */
export interface AuthorizationTarget {
  readonly domainName: string;
  readonly appName?: string | undefined;
  /** Without an app: a grant for some of the domain's apps is enough, since what is shown belongs to none. */
  readonly someApp?: boolean | undefined;
  /** Only a grant that has the domain's very name counts, none with a pattern. */
  readonly byName?: boolean | undefined;
}

/**
 * Throws a StreamError FORBIDDEN unless a grant covers the operation on the target. Does no I/O, so that it can
 * stand before every call, whichever way the request came in.
 */
export type Authorize = (caller: Caller, operation: GrantedOperation, target: AuthorizationTarget) => void;

/**
 * The part of a caller's claims that the grants in force test, and nothing else of the token. It is plain JSON, so that
 * it can be stored with a bulk job and tested again later.
 */
export type SelectClaims = (claims: Caller['claims']) => Caller['claims'];
