import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startApolloGateway, startHiveGateway } from './gateways.js';
import { type FederatedWorld, startWorld } from './world.js';

/** Pages of 500 within a page of 500. */
const TOO_COMPLEX = `query {
  liveDomain(name: "push.example.com") {
    forbiddenStreams(first: 500) { edges { node { actions(first: 500) { totalCount } } } }
  }
}`;
const SMALL = 'query { liveDomain(name: "push.example.com") { name } }';

describe.each([
  ['@apollo/gateway', (supergraph: string) => startApolloGateway(supergraph)],
  ['@graphql-hive/gateway', (supergraph: string) => startHiveGateway(supergraph)],
] as const)('behind %s', (_, startFront) => {
  let world: FederatedWorld;
  beforeAll(async () => {
    world = await startWorld(startFront);
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.live.emulator.reset();
  });

  test('REQUEST_TOO_COMPLEX is returned with its code and without a host, and no call is sent', async () => {
    const answer = await world.front.post(TOO_COMPLEX, {}, world.live.token);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.message).toMatch(/^The request is too large: at most 10,000 list entries/);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'REQUEST_TOO_COMPLEX',
      retryable: false,
      correlationId: expect.any(String),
    });
    const text = JSON.stringify(answer);
    for (const host of world.hosts) expect(text).not.toContain(host);
    expect(world.live.emulator.calls()).toEqual([]);
    expect((await world.front.post(SMALL, {}, world.live.token)).errors).toBeUndefined();
  });

  test('a request without a token receives UNAUTHENTICATED and no data, and no call is sent', async () => {
    const aliases = Array.from(
      { length: 5 },
      (__, n) => `d${n}: liveDomain(name: "push.example.com") { name }`,
    );
    const answer = await world.front.post(`query { ${aliases.join(' ')} }`, {}, undefined);
    // Hive Gateway repeats the single error of the subgraph for each field.
    expect(new Set(answer.errors?.map(({ extensions }) => extensions['code']))).toEqual(
      new Set(['UNAUTHENTICATED']),
    );
    expect(Object.values(answer.data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(world.live.emulator.calls()).toEqual([]);
  });
});
