/** The state of the user's session, as the pages read it. */
export interface SessionState {
  /** `ended`: no request is sent until the user has signed in again. */
  readonly status: 'active' | 'ended';
  /** The name to show; undefined without a sign-in. */
  readonly name: string | undefined;
}

/** Provides access tokens. They are kept only in memory. */
export interface Session {
  readonly state: SessionState;
  /** Calls `onChange` after each change of the state. Returns a function that ends this. */
  readonly subscribe: (onChange: () => void) => () => void;
  /**
   * Returns the token to send; undefined if the gateway accepts requests without a token. Renews
   * a token that is about to expire. If the renewal fails, waits until the user has signed in
   * again, so that the request is sent afterwards.
   */
  readonly token: () => Promise<string | undefined>;
  /** Returns another token after the gateway has refused the present one. */
  readonly renew: () => Promise<string | undefined>;
  /**
   * Opens the identity provider in another window, so that the page keeps its input. Call it
   * from a click: browsers block other pop-up windows.
   */
  readonly signInAgain: () => Promise<void>;
  /** Absent without an identity provider. */
  readonly signOut?: (() => Promise<void>) | undefined;
}
