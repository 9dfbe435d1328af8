/** The caller of a request, from its token. `claims` is the verified payload. It is never logged as a whole. */
export interface Caller {
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * The operations that a grant can allow. `read` covers every query. `resume` and `forbid` cover the mutations of these
 * names. `manage` allows a caller to see, retry and cancel the bulk jobs of other callers.
 */
export type GrantedOperation = 'read' | 'resume' | 'forbid' | 'manage';

/** The target of an operation: a domain, or one app of it. `appName` "*" means every app and requires `anyApp`. */
export interface AuthorizationTarget {
  readonly domainName: string;
  readonly appName?: string | undefined;
  /**
   * For a target without an app: a grant for some apps of the domain is sufficient. Data of a single app is then
   * checked separately.
   */
  readonly someApp?: boolean | undefined;
  /** Only a grant that contains the exact name of the domain counts. A pattern does not count. */
  readonly byName?: boolean | undefined;
}

/**
 * Throws a StreamError FORBIDDEN unless a grant covers the operation on the target. It does no I/O, so every entry
 * point can run it before a call.
 */
export type Authorize = (caller: Caller, operation: GrantedOperation, target: AuthorizationTarget) => void;

/**
 * Returns only the claims that the current grants test. The result is plain JSON, so it can be stored with a bulk job
 * and tested again later.
 */
export type SelectClaims = (claims: Caller['claims']) => Caller['claims'];
