/** How people sign in: what the gateway answers at `/console/settings.json`. */
export type SignIn =
  | {
      readonly mode: 'oidc';
      readonly issuer: string;
      readonly clientId: string;
      readonly scope: string;
      readonly audience: string;
    }
  | { readonly mode: 'token'; readonly token: string }
  | { readonly mode: 'none' };

export interface ConsoleSettings {
  readonly signIn: SignIn;
  /** Whether documents are named by their hashes, since the gateway answers trusted documents only. */
  readonly usesHashes: boolean;
}

/** @throws Error where the gateway cannot be reached, or where something else answers in its place */
export async function loadSettings(): Promise<ConsoleSettings> {
  const response = await fetch('/console/settings.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`the settings were answered with ${response.status}`);
  return (await response.json()) as ConsoleSettings;
}
