import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toStreamId } from '../../src/stream/address.js';
import { toDomainId } from '../../src/stream/domain-id.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const STREAMING = 'live.example.com';
const STREAM = { domainName: STREAMING, appName: 'live', streamName: 'a' };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  expect(new Set(gateway.emulator.calls().map(({ action }) => action))).toEqual(
    new Set(['DescribeLiveDomainMapping']),
  );
  await gateway.close();
});

/** The violations of all errors, by the last field of their path, their own path and their rule. */
async function violationsOf(query: string, variables: Record<string, unknown>): Promise<string[]> {
  const { body } = await gateway.post(query, variables);
  return (body.errors ?? []).flatMap(({ path, extensions }) => {
    const violations = (extensions['violations'] ?? []) as { path: string; rule: string }[];
    return violations.map((violation) => `${path?.at(-1)}: ${violation.path} ${violation.rule}`);
  });
}

const FIELDS = 'status publishedAt domain { name }';

test.each<[string, string, Record<string, unknown>, string]>([
  ['liveDomain', 'query ($d: String!) { liveDomain(name: $d) { name } }', { d: STREAMING }, 'name'],
  [
    'liveStream',
    `query ($d: String!) { liveStream(domainName: $d, appName: "live", streamName: "a") { ${FIELDS} } }`,
    { d: STREAMING },
    'domainName',
  ],
  [
    'liveStreamsByAddress',
    `query ($a: [LiveStreamAddressInput!]!) { liveStreamsByAddress(addresses: $a) { ${FIELDS} } }`,
    { a: [{ ...STREAM, domainName: 'push.unknown.example.com' }, STREAM] },
    'addresses[1].domainName',
  ],
  [
    'startBulkResume',
    'mutation ($i: StartBulkResumeInput!) { startBulkResume(input: $i) { bulkResume { id } } }',
    { i: { domainName: STREAMING, allForbidden: true, idempotencyKey: 'wrong-domain-1' } },
    'input.domainName',
  ],
  [
    'a reference to a stream by its id',
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on LiveStream { ${FIELDS} } } }`,
    { r: [{ __typename: 'LiveStream', id: toStreamId(STREAM) }] },
    'id',
  ],
  [
    'a reference to a stream by its names',
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on LiveStream { ${FIELDS} } } }`,
    { r: [{ __typename: 'LiveStream', ...STREAM }] },
    'domainName',
  ],
  [
    'a reference to a domain by its id',
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on LiveDomain { name } } }',
    { r: [{ __typename: 'LiveDomain', id: toDomainId(STREAMING) }] },
    'id',
  ],
])(
  'a streaming domain is refused at the argument that named it: %s',
  async (_what, query, variables, path) => {
    const violations = await violationsOf(query, variables);
    expect(violations.length).toBeGreaterThan(0);
    expect(violations.sort()).toEqual(
      query.includes(FIELDS)
        ? ['domain', 'publishedAt', 'status'].map((field) => `${field}: ${path} ingestDomain`)
        : [expect.stringContaining(`: ${path} ingestDomain`)],
    );
  },
);

test('requests with different arguments share a read, and each gets the path of its own argument', async () => {
  const query = `query ($d: String!) {
    liveDomain(name: $d) { name }
    liveStream(domainName: $d, appName: "live", streamName: "a") { domain { name } }
    liveStreamsByAddress(addresses: [{ domainName: $d, appName: "live", streamName: "a" }]) { domain { name } }
  }`;
  expect((await violationsOf(query, { d: STREAMING })).sort()).toEqual([
    'domain: addresses[0].domainName ingestDomain',
    'domain: domainName ingestDomain',
    'liveDomain: name ingestDomain',
  ]);
});
