/** What a page needs to know about the person in front of it. */
export interface SessionState {
  /** `ended`: nothing is sent until the person has signed in again. */
  readonly status: 'active' | 'ended';
  /** The name to show; undefined where there is no sign-in. */
  readonly name: string | undefined;
}

/** Hands out access tokens. They are kept in memory alone. */
export interface Session {
  readonly state: SessionState;
  /** Calls back after each change of the state. Returns how to stop that. */
  readonly subscribe: (onChange: () => void) => () => void;
  /**
   * The token to send; undefined where the gateway takes requests without one. Renews an old token. Where that fails it
   * waits until the person has signed in again, so that what was requested is sent after all.
   */
  readonly token: () => Promise<string | undefined>;
  /** Called when the gateway has refused the token. Resolves with another one. */
  readonly renew: () => Promise<string | undefined>;
  /** Opens the identity provider beside the page, which keeps what was typed. Called from a click. */
  readonly signInAgain: () => Promise<void>;
  /** Absent where there is no identity provider. */
  readonly signOut?: (() => Promise<void>) | undefined;
}

/** A session with a token that never changes, or without one: a gateway under development. */
export function createFixedSession(token: string | undefined, name: string | undefined): Session {
  const state = { status: 'active', name } as const;
  return {
    state,
    subscribe: () => () => undefined,
    token: () => Promise.resolve(token),
    renew: () => Promise.resolve(token),
    signInAgain: () => Promise.resolve(),
  };
}
