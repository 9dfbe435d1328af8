import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { type SignIn } from '../settings.js';
import { type Session, type SessionState } from './session.js';
import { Listeners } from '../listeners.js';

type OidcSignIn = Extract<SignIn, { mode: 'oidc' }>;

/** The redirect URI of the sign-in, as a path. */
export const SIGNED_IN_PATH = '/console/signed-in';
/** The first page of the console, as a path. */
export const HOME = '/console';
/** A token is renewed this long before it expires. */
const RENEW_BEFORE_SECONDS = 30;

/**
 * Creates the OpenID Connect client: authorization code with PKCE, renewal by refresh token.
 * Tokens are kept in memory. After a reload, the page requests new tokens from the identity
 * provider, which has its own session.
 *
 * @param hasStorage whether the state of a sign-in, which contains no token, can be kept while the browser is on the
 * pages of the identity provider. Otherwise it is in memory, and only a sign-in window can be used
 */
export function createUserManager(settings: OidcSignIn, hasStorage: boolean): UserManager {
  const { issuer, clientId, scope, audience } = settings;
  const origin = window.location.origin;
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    scope,
    redirect_uri: `${origin}${SIGNED_IN_PATH}`,
    post_logout_redirect_uri: `${origin}${HOME}`,
    ...(!hasStorage && { stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }) }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
    extraQueryParams: { audience },
    // `resource` (RFC 8707) must be a URI. Some providers refuse other values.
    ...(/^https?:/.test(audience) && { resource: audience }),
  });
}

/**
 * Completes a sign-in on the page of the redirect. `returnTo` is the path that was open before
 * the sign-in. Returns undefined in a sign-in window, which its opener closes.
 */
export async function finishSignIn(
  manager: UserManager,
): Promise<{ user: User; returnTo: string } | undefined> {
  const user = await manager.signinCallback();
  // In a sign-in window, the library passes the result to the page that opened it.
  if (user === undefined) return undefined;
  return { user, returnTo: toReturnPath(user.state) };
}

/**
 * Opens the identity provider in another window, for a browser that denies storage. Call it from a click: browsers
 * block other pop-up windows.
 */
export async function signInByWindow(manager: UserManager): Promise<Session> {
  return createOidcSession(manager, await manager.signinPopup({ popupAbortOnClose: true }));
}

/** Passes the result of a sign-in window to the page that opened it, which closes the window. */
export function finishWindow(manager: UserManager): Promise<void> {
  return manager.signinPopupCallback();
}

/** Accepts only paths of the console, which prevents an open redirect. */
function toReturnPath(state: unknown): string {
  const path = typeof state === 'string' ? state : HOME;
  return /^\/console(?:[/?]|$)/.test(path) ? path : HOME;
}

export function startSignIn(manager: UserManager): Promise<void> {
  const { pathname, search } = window.location;
  return manager.signinRedirect({ state: `${pathname}${search}` });
}

export function createOidcSession(manager: UserManager, first: User): Session {
  return new OidcSession(manager, first);
}

class OidcSession implements Session {
  readonly #manager: UserManager;
  readonly #listeners = new Listeners();
  readonly subscribe = this.#listeners.subscribe;
  #user: User;
  #state: SessionState;
  #renewal: Promise<string> | undefined;
  #signedIn: PromiseWithResolvers<string> | undefined;

  constructor(manager: UserManager, user: User) {
    this.#manager = manager;
    this.#user = user;
    this.#state = { status: 'active', name: toName(user) };
  }

  get state(): SessionState {
    return this.#state;
  }

  token(): Promise<string> {
    if (this.#signedIn !== undefined) return this.#signedIn.promise;
    const { expires_in: secondsLeft = Infinity, access_token: token } = this.#user;
    return secondsLeft > RENEW_BEFORE_SECONDS ? Promise.resolve(token) : this.renew();
  }

  renew(): Promise<string> {
    if (this.#signedIn !== undefined) return this.#signedIn.promise;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async signInAgain(): Promise<void> {
    const user = await this.#manager.signinPopup({ popupAbortOnClose: true });
    this.#take(user);
  }

  readonly signOut = async (): Promise<void> => {
    const { id_token: hint } = this.#user;
    await this.#manager.signoutRedirect(hint === undefined ? {} : { id_token_hint: hint });
  };

  async #renew(): Promise<string> {
    // Without a refresh token, the library opens an iframe, and browsers block it.
    const user =
      this.#user.refresh_token === undefined ? null : await this.#manager.signinSilent().catch(() => null);
    if (user === null) return this.#end();
    this.#take(user);
    return user.access_token;
  }

  #end(): Promise<string> {
    this.#signedIn ??= Promise.withResolvers<string>();
    this.#change('ended');
    return this.#signedIn.promise;
  }

  #take(user: User): void {
    this.#user = user;
    this.#signedIn?.resolve(user.access_token);
    this.#signedIn = undefined;
    this.#change('active');
  }

  #change(status: SessionState['status']): void {
    this.#state = { status, name: toName(this.#user) };
    this.#listeners.notify();
  }
}

function toName({ profile }: User): string {
  return profile.name ?? profile.preferred_username ?? profile.email ?? profile.sub;
}
