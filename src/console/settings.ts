/** The way of signing in, as the gateway returns it at `/console/settings.json`. */
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
  /** Whether requests name documents by hash, because the gateway requires trusted documents. */
  readonly usesHashes: boolean;
}

/** @throws Error if the gateway cannot be reached, or if another server answers instead */
export async function loadSettings(): Promise<ConsoleSettings> {
  const response = await fetch('/console/settings.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`the settings were answered with ${response.status}`);
  return (await response.json()) as ConsoleSettings;
}
