import { type Grants } from '../../access/grant.js';
import { readKeyPair } from '../../access/dev-key-file.js';
import { loadGrants } from '../../access/grants-file.js';
import { readKeyEndpoint } from '../../access/key-endpoint.js';
import { type AuthConfig } from '../../config/config.js';
import { SettingsFileError } from '../../settings-file/settings-file-error.js';
import { isObject } from '../../stream/is-object.js';
import { Unusable } from '../../stream/reasons.js';
import { failure, type Finding, good, warning } from './finding.js';

const TIMEOUT_MS = 3_000;

export async function checkKeys(auth: AuthConfig): Promise<Finding[]> {
  if (auth.mode !== 'jwt')
    return [
      ...(auth.mode === 'dev' ? await checkTokenKeyFile(auth.tokenKeyFile) : []),
      warning('keys', {
        found: `AUTH_MODE is ${auth.mode}`,
        meaning: 'No identity provider checks who calls. This mode is for development.',
        action: 'Set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE in production.',
      }),
    ];
  return [await checkKeyEndpoint(auth.jwksUrl), await checkIssuer(auth)];
}

/** The gateway does not start with a key file that it cannot use. It creates a missing file. */
async function checkTokenKeyFile(path: string | undefined): Promise<Finding[]> {
  if (path === undefined) return [];
  try {
    await readKeyPair(path);
    return [];
  } catch {
    const file = failure(
      'keys',
      {
        found: 'the file of the development key cannot be used',
        meaning: 'The gateway does not start.',
        action: 'Name another file in DEV_TOKEN_KEY_FILE, or remove this one.',
      },
      { subject: 'DEV_TOKEN_KEY_FILE' },
    );
    return [file];
  }
}

async function checkKeyEndpoint(url: string): Promise<Finding> {
  try {
    const keys = await readKeyEndpoint(new URL(url), TIMEOUT_MS);
    if (keys.length > 0) return good('keys', `keys in the set: ${keys.length}`);
    return failure('keys', {
      found: 'the key set has no key that can be used',
      meaning: 'Every token is refused.',
      action: 'Let AUTH_JWKS_URL lead to the public signing keys of the identity provider.',
    });
  } catch (thrown) {
    const reason = thrown instanceof Unusable ? thrown.reason : 'failed';
    return failure('keys', {
      found: `the key endpoint cannot be read (${reason})`,
      meaning: 'Every token is refused.',
      action: 'Correct AUTH_JWKS_URL, or let this machine reach the identity provider.',
    });
  }
}

async function checkIssuer({ issuer, jwksUrl }: Extract<AuthConfig, { mode: 'jwt' }>): Promise<Finding> {
  const document = await readDiscovery(issuer);
  if (document === undefined)
    return warning('issuer', {
      found: 'the issuer has no discovery document that can be read',
      meaning: 'Tokens work without one. The console and login need it.',
      action: 'Check AUTH_ISSUER against the `iss` of a token.',
    });
  if (document['issuer'] !== issuer)
    return failure('issuer', {
      found: 'the discovery document names another issuer',
      meaning: 'Tokens of the provider have that issuer, and are refused.',
      action: 'Set AUTH_ISSUER exactly as the document has it, with or without a slash at its end.',
    });
  if (document['jwks_uri'] !== jwksUrl)
    return warning('issuer', {
      found: 'the discovery document names another key endpoint',
      meaning: 'The keys of AUTH_JWKS_URL may not be those that sign tokens.',
      action: 'Set AUTH_JWKS_URL to the `jwks_uri` of the document.',
    });
  return good('issuer', 'the discovery document agrees with the settings');
}

async function readDiscovery(issuer: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const url = URL.parse(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (url === null) return undefined;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body: unknown = await response.json();
    return response.ok && isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** @param path the value of GRANTS_FILE */
export function checkGrants(
  path: string | undefined,
  auth: AuthConfig,
): { grants: Grants; findings: Finding[] } {
  if (path === undefined) {
    if (auth.mode !== 'jwt')
      return { grants: [], findings: [good('grants', 'the role moderator may do everything')] };
    const finding = failure('grants', {
      found: 'GRANTS_FILE is not set',
      meaning: 'No caller may do anything.',
      action: 'Write a grants file; docs/authorize.md has an example.',
    });
    return { grants: [], findings: [finding] };
  }
  try {
    const grants = loadGrants(path);
    if (grants.length > 0)
      return { grants, findings: [good('grants', `grants in the file: ${grants.length}`)] };
    const empty = failure('grants', {
      found: 'the grants file has no grant',
      meaning: 'No caller may do anything.',
      action: 'Add a grant; docs/authorize.md has an example.',
    });
    return { grants, findings: [empty] };
  } catch (thrown) {
    if (!(thrown instanceof SettingsFileError)) throw thrown;
    const broken = failure('grants', {
      found: thrown.message,
      meaning: 'The gateway does not start.',
      action: 'Correct the file at the places that are named.',
    });
    return { grants: [], findings: [broken] };
  }
}
