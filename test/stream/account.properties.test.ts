import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAuthorizer } from '../../src/access/authorizer.js';
import { parseGrants } from '../../src/access/parse-grants.js';
import { type AccountRouting, createAccountRouting, type RoutedAccount } from '../../src/stream/account.js';
import { type Caller } from '../../src/stream/caller.js';
import { createDirectory } from '../../src/stream/directory/directory.js';
import { type StreamError } from '../../src/stream/errors.js';
import { createLiveStreamService } from '../../src/stream/live-stream-service.js';
import { type CallContext, type LiveUpstream } from '../../src/stream/upstream.js';

const BRANDS = ['a', 'b', 'c', 'd'] as const;
const HOSTS = BRANDS.flatMap((brand) => [`push.${brand}.example.com`, `play.${brand}.example.com`]);
const PATTERNS = [...HOSTS, ...BRANDS.map((brand) => `*.${brand}.example.com`), '*.example.com', '*'];
const CALLER: Caller = { subject: 'maya', claims: { roles: ['moderator'] } };

const host = fc.constantFrom(...HOSTS);
const patterns = fc.uniqueArray(fc.constantFrom(...PATTERNS), { maxLength: 5 });
/** Accounts with any patterns. If several accounts have the same pattern, only the first one keeps it. */
const accounts = fc.array(patterns, { minLength: 1, maxLength: 4 }).map((lists): RoutedAccount[] => {
  const taken = new Set<string>();
  return lists.map((list, index) => ({
    name: `account-${index}`,
    domains: list.filter((pattern) => !taken.has(pattern) && taken.add(pattern)),
  }));
});

const isCoveredBy = (domain: string, pattern: string): boolean =>
  pattern === '*' || pattern === domain || pattern === `*${domain.slice(domain.indexOf('.'))}`;

/** The same rule as a reference: the longest pattern that covers a domain. `*` is the shortest. */
function ownerOf(domain: string, all: readonly RoutedAccount[]): string | undefined {
  const [best] = all
    .flatMap(({ name, domains }) => domains.map((pattern) => ({ name, pattern })))
    .filter(({ pattern }) => isCoveredBy(domain, pattern))
    .sort((x, y) => y.pattern.length - x.pattern.length);
  return best?.name;
}

interface Made {
  readonly account: string | undefined;
  readonly domain: string;
}

/** Records which account made each call. Every domain is an ingest domain of the same streaming domain. */
function createSpy(made: Made[]): LiveUpstream {
  return {
    call: (operation, request, { account }: CallContext) => {
      const fields = request as unknown as Record<string, unknown>;
      const address = (fields['address'] ?? fields) as Record<string, unknown>;
      made.push({ account, domain: String(address['domainName'] ?? fields['streamingDomain']) });
      if (operation === 'DescribeLiveDomainMapping') {
        const ingest = String(fields['domainName']);
        return Promise.resolve({
          ingestDomains: [ingest],
          // An account can also return a domain of another account.
          streamingDomain: 'play.d.example.com',
          subStreamingDomains: [],
        } as never);
      }
      const isList = operation.startsWith('Describe');
      return Promise.resolve((isList ? { items: [], total: 0 } : { requestId: 'R' }) as never);
    },
  };
}

function partsOf(routing: AccountRouting, granted: readonly string[]) {
  const made: Made[] = [];
  const upstream = createSpy(made);
  const grant = { match: { claim: 'roles', has: 'moderator' }, allow: ['resume', 'forbid', 'read'] };
  const grants = granted.length === 0 ? [] : [{ ...grant, domains: granted }];
  const authorize = createAuthorizer(parseGrants(JSON.stringify({ grants })));
  const service = createLiveStreamService({ authorize, upstream, accounts: routing });
  const directory = createDirectory({ upstream, accounts: routing, requestTimeoutMs: 1_000 });
  return { made, service, directory };
}

test('the account of a domain is the one with the most specific pattern that covers it', () => {
  fc.assert(
    fc.property(accounts, host, (all, domain) => {
      expect(createAccountRouting(all).find(domain)).toBe(ownerOf(domain, all));
    }),
    { numRuns: 2_000 },
  );
});

test('a grant on domains of one account never causes calls of another account', async () => {
  await fc.assert(
    fc.asyncProperty(
      accounts,
      patterns,
      fc.array(host, { minLength: 1, maxLength: 8 }),
      async (all, granted, hosts) => {
        const { made, service } = partsOf(createAccountRouting(all), granted);
        const context = {
          correlationId: 'c',
          lane: 'interactive',
          signal: new AbortController().signal,
        } as const;
        for (const domainName of hosts) {
          const address = { domainName, appName: 'live', streamName: 's' };
          const acts = [
            () => service.resume(address, { ...context, caller: CALLER }),
            () => service.forbid(address, { mode: 'CUT' }, { ...context, caller: CALLER }),
          ];
          for (const act of acts) {
            const before = made.length;
            const failure = await act().then(
              () => undefined,
              (thrown: unknown) => thrown as StreamError,
            );
            const isGranted = granted.some((pattern) => isCoveredBy(domainName, pattern));
            const owner = ownerOf(domainName, all);
            const code = isGranted ? (owner === undefined ? 'DOMAIN_NOT_FOUND' : undefined) : 'FORBIDDEN';
            expect(failure?.code).toBe(code);
            expect(made.slice(before)).toEqual(
              code === undefined ? [{ account: owner, domain: domainName }] : [],
            );
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('the account of an ingest domain makes all reads for it, whatever its streaming domain is', async () => {
  await fc.assert(
    fc.asyncProperty(accounts, fc.uniqueArray(host, { minLength: 1, maxLength: 4 }), async (all, hosts) => {
      const { made, directory } = partsOf(createAccountRouting(all), ['*']);
      const context = {
        correlationId: 'c',
        lane: 'interactive',
        signal: new AbortController().signal,
      } as const;
      for (const domainName of hosts) {
        const before = made.length;
        const [found] = await directory.readStatus(
          [{ domainName, appName: 'live', streamName: 's' }],
          context,
        );
        const owner = ownerOf(domainName, all);
        if (owner === undefined)
          expect(found).toMatchObject({ code: 'DOMAIN_NOT_FOUND', outcome: 'NOT_SENT' });
        else expect(found).toBe('OFFLINE');
        for (const { account } of made.slice(before)) expect(account).toBe(owner);
      }
    }),
    { numRuns: 300 },
  );
});
