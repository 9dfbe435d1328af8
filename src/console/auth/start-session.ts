import { type SignIn } from '../settings.js';
import { createFixedSession, type Session } from './session.js';

let started: Promise<Session | 'refused' | undefined> | undefined;

/**
 * Signs the user in, once per load of the page.
 *
 * @returns undefined while the browser opens the page of the identity provider
 */
export function startSession(signIn: SignIn): Promise<Session | 'refused' | undefined> {
  return (started ??= start(signIn));
}

async function start(signIn: SignIn): Promise<Session | 'refused' | undefined> {
  if (signIn.mode === 'none') return createFixedSession(undefined, undefined);
  if (signIn.mode === 'token') return createFixedSession(signIn.token, 'developer');
  // In development this module is never loaded.
  const { createOidcSession, createUserManager, finishSignIn, SIGNED_IN_PATH, startSignIn } =
    await import('./oidc-session.js');
  const manager = createUserManager(signIn);
  try {
    if (window.location.pathname !== SIGNED_IN_PATH) {
      await startSignIn(manager);
      return undefined;
    }
    const signedIn = await finishSignIn(manager);
    if (signedIn === undefined) return undefined;
    window.history.replaceState(null, '', signedIn.returnTo);
    return createOidcSession(manager, signedIn.user);
  } catch {
    return 'refused';
  }
}
