import { loadSettings, type SignIn } from '../settings.js';
import { type Session, type SessionState } from './session.js';
import { Listeners } from '../listeners.js';

/** A way of signing in without an identity provider. */
export type DevSignIn = Exclude<SignIn, { mode: 'oidc' }>;

/** Creates a session for development, with the token that the gateway puts into the settings, or without a token. */
export function createDevSession(signIn: DevSignIn): Session {
  return new DevSession(signIn);
}

class DevSession implements Session {
  readonly #listeners = new Listeners();
  readonly subscribe = this.#listeners.subscribe;
  #signIn: DevSignIn;
  #state: SessionState;
  #renewal: Promise<string | undefined> | undefined;

  constructor(signIn: DevSignIn) {
    this.#signIn = signIn;
    this.#state = toState(signIn);
  }

  get state(): SessionState {
    return this.#state;
  }

  token(): Promise<string | undefined> {
    return Promise.resolve(toToken(this.#signIn));
  }

  /** Reads the settings again: after a restart, the gateway may have another key, and so another token. */
  renew(): Promise<string | undefined> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  signInAgain(): Promise<void> {
    return Promise.resolve();
  }

  async #renew(): Promise<string | undefined> {
    const next = await loadSettings().then(
      ({ signIn }) => signIn,
      // The gateway is not there yet. The next request tries again.
      () => this.#signIn,
    );
    if (next.mode === 'oidc') {
      // The gateway now requires a sign-in, which begins when the page is loaded.
      window.location.reload();
      return new Promise(() => undefined);
    }
    this.#signIn = next;
    this.#state = toState(next);
    this.#listeners.notify();
    return toToken(next);
  }
}

function toToken(signIn: DevSignIn): string | undefined {
  return signIn.mode === 'token' ? signIn.token : undefined;
}

function toState({ mode }: DevSignIn): SessionState {
  return { status: 'active', name: mode === 'token' ? 'developer' : undefined };
}
