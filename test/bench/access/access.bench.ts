import { createAuthenticator } from '../../../src/access/authenticator.js';
import { createAuthorizer } from '../../../src/access/authorizer.js';
import { parseGrants } from '../../../src/access/parse-grants.js';
import { AUDIENCE, createJwksServer, ISSUER } from '../../support/jwks-server.js';

/** The CPU time of one call in microseconds, of the whole process: all threads, user and system. */
export interface CpuCost {
  readonly name: string;
  readonly microseconds: number;
}

export interface AccessBenchOptions {
  /** The number of tokens for the first verification. They are signed beforehand. Default 500. */
  readonly tokens?: number;
  /** The number of calls with a cached token. Default 100,000. */
  readonly calls?: number;
}

async function costOf(name: string, calls: number, call: (index: number) => unknown): Promise<CpuCost> {
  const before = process.cpuUsage();
  for (let index = 0; index < calls; index += 1) {
    const answer = call(index);
    if (answer instanceof Promise) await answer;
  }
  const { user, system } = process.cpuUsage(before);
  return { name, microseconds: (user + system) / calls };
}

/** Returns grants of 30 brands with 20 domains each. The caller has a grant for the last brand. */
export function manyGrants(): string {
  const grants = Array.from({ length: 30 }, (_, brand) => ({
    match: { claim: 'roles', has: `brand-${brand}` },
    allow: ['read', 'resume', 'forbid'],
    domains: Array.from({ length: 20 }, (_domain, index) => `push-${index}.brand-${brand}.example.com`),
    apps: ['live', 'event-*'],
  }));
  return JSON.stringify({ grants });
}

/**
 * Measures the CPU time of the access check of one request: the first verification of a token for
 * each algorithm, the authentication with a cached token, and one authorization.
 */
export async function measureAccess({ tokens = 500, calls = 100_000 }: AccessBenchOptions = {}): Promise<
  CpuCost[]
> {
  const costs: CpuCost[] = [];
  const authorize = createAuthorizer(parseGrants(manyGrants()));
  const target = { domainName: 'push-19.brand-29.example.com', appName: 'event-7' };
  for (const alg of ['ES256', 'RS256', 'EdDSA']) {
    const server = await createJwksServer({ alg });
    const authenticator = await createAuthenticator({
      mode: 'jwt',
      jwksUrl: server.url,
      issuer: ISSUER,
      audience: AUDIENCE,
    });
    await authenticator.warmUp();
    const mint = (index: number): Promise<string> =>
      server.mint({ claims: { sub: `user-${index}`, roles: ['viewer', 'brand-29'] } });
    const headers = await Promise.all(
      Array.from({ length: tokens + 50 }, async (_, i) => `Bearer ${await mint(i)}`),
    );
    await server.close();
    const warm = headers.splice(0, 50);
    for (const header of warm) await authenticator.authenticate(header);

    const verify = (index: number): unknown => authenticator.authenticate(headers[index]);
    costs.push(await costOf(`authenticate, first time, ${alg}`, tokens, verify));
    if (alg !== 'ES256') continue;

    const again = (index: number): unknown => authenticator.authenticate(headers[index % tokens]);
    await costOf('warm up', calls, again);
    costs.push(await costOf('authenticate, seen before', calls, again));

    const caller = await authenticator.authenticate(headers[0]);
    const check = (): void => {
      authorize(caller, 'resume', target);
    };
    await costOf('warm up', calls, check);
    costs.push(await costOf('authorize', calls, check));
  }
  return costs;
}
