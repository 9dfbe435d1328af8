import { z } from 'zod';
import { type SignInSettings } from './provider.js';

const ANSWER = z.object({
  signIn: z.object({
    mode: z.literal('oidc'),
    issuer: z.string(),
    clientId: z.string(),
    scope: z.string(),
    audience: z.string(),
  }),
});

/** Returns how the console of the gateway signs in. Undefined if there is no console, or if it needs no sign-in. */
export async function readGatewaySettings(gateway: string): Promise<SignInSettings | undefined> {
  try {
    const response = await fetch(new URL('/console/settings.json', gateway));
    return ANSWER.parse(await response.json()).signIn;
  } catch {
    return undefined;
  }
}
