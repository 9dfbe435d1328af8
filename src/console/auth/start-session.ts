import { type SignIn } from '../settings.js';
import { canStore } from '../storage.js';
import { createDevSession } from './dev-session.js';
import { type Session } from './session.js';

export type StartedSession =
  | { readonly kind: 'session'; readonly session: Session }
  /** The browser opens the page of the identity provider, or closes this sign-in window. */
  | { readonly kind: 'leaving' }
  | { readonly kind: 'refused' }
  /** The user must click, because the sign-in needs a window of its own. */
  | { readonly kind: 'window'; readonly signIn: () => Promise<Session> };

let started: Promise<StartedSession> | undefined;

/** Signs the user in, once per load of the page. */
export function startSession(signIn: SignIn): Promise<StartedSession> {
  return (started ??= start(signIn));
}

async function start(signIn: SignIn): Promise<StartedSession> {
  if (signIn.mode !== 'oidc') return toStarted(createDevSession(signIn));
  // In development this module is never loaded.
  const oidc = await import('./oidc-session.js');
  const hasStorage = canStore();
  const manager = oidc.createUserManager(signIn, hasStorage);
  const isRedirect = window.location.pathname === oidc.SIGNED_IN_PATH;
  try {
    if (!hasStorage) {
      if (isRedirect) await oidc.finishWindow(manager);
      if (isRedirect && window.opener !== null) return { kind: 'leaving' };
      // Without an opener, this may be a page that was reloaded after a sign-in elsewhere.
      if (isRedirect) window.history.replaceState(null, '', oidc.HOME);
      return { kind: 'window', signIn: () => oidc.signInByWindow(manager) };
    }
    if (!isRedirect) {
      await oidc.startSignIn(manager);
      return { kind: 'leaving' };
    }
    const signedIn = await oidc.finishSignIn(manager);
    if (signedIn === undefined) return { kind: 'leaving' };
    window.history.replaceState(null, '', signedIn.returnTo);
    return toStarted(oidc.createOidcSession(manager, signedIn.user));
  } catch {
    return { kind: 'refused' };
  }
}

function toStarted(session: Session): StartedSession {
  return { kind: 'session', session };
}
