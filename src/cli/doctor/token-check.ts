import { createAuthenticator } from '../../access/authenticator.js';
import { passesClaimTest } from '../../access/claim-test.js';
import { type Grants } from '../../access/grant.js';
import { type AuthConfig } from '../../config/config.js';
import { failure, type Finding, good } from './finding.js';

/** Explains what the grants allow for a token. It never prints the token. */
export async function checkToken(token: string, auth: AuthConfig, grants: Grants): Promise<Finding[]> {
  if (auth.mode !== 'jwt')
    return [
      failure('token', {
        found: `AUTH_MODE is ${auth.mode}`,
        meaning: 'This gateway takes no tokens of an identity provider.',
        action: 'Set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE.',
      }),
    ];
  let reason = 'unreachable_keys';
  const authenticator = await createAuthenticator({
    ...auth,
    onRefused: (why) => {
      reason = why;
    },
  });
  try {
    const caller = await authenticator.authenticate([`Bearer ${token}`]);
    const own = grants.filter(({ claim, test }) => passesClaimTest(caller.claims, claim, test));
    if (own.length === 0)
      return [
        failure('token', {
          found: 'the token is valid, and no grant covers it',
          meaning: 'Every operation is refused with FORBIDDEN.',
          action: 'Add a grant whose claim the token has; docs/authorize.md has examples.',
        }),
      ];
    return own.map(({ allow, domains, apps, anyApp }) =>
      good(
        'token',
        `${allow.join(', ')} on ${domains.join(', ')}, apps ${apps.join(', ')}${anyApp ? ' and "*"' : ''}`,
      ),
    );
  } catch {
    return [
      failure('token', {
        found: `the token is refused (${reason})`,
        meaning: 'Every request with it gets UNAUTHENTICATED.',
        action: 'docs/authorize.md describes what a token needs: issuer, audience, end and subject.',
      }),
    ];
  }
}
