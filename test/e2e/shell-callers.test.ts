import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answer, startGateway, type TestGateway } from '../support/gateway.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';

const RESUME =
  'resumeLiveStream(input: { domainName: "push.example.com", appName: "live", streamName: "match-42" }) { requestId }';

let gateway: TestGateway;
let server: JwksServer;

async function start(limits: Readonly<Record<string, string>>): Promise<void> {
  server = await createJwksServer();
  gateway = await startGateway({
    AUTH_JWKS_URL: server.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    ...limits,
  });
}
const startActions = (perSecond: string): Promise<void> => start({ CALLER_REQUESTS_PER_SECOND: perSecond });
const startReads = (perSecond: string): Promise<void> => start({ CALLER_READS_PER_SECOND: perSecond });
afterEach(async () => {
  await gateway.close();
  await server.close();
});

async function ask(count: number, sub: string | undefined, query = '{ __typename }'): Promise<Answer[]> {
  const token = sub === undefined ? undefined : `Bearer ${await server.mint({ claims: { sub } })}`;
  return Promise.all(Array.from({ length: count }, () => gateway.post(query, {}, { authorization: token })));
}
const limited = (answers: readonly Answer[]): Answer[] =>
  answers.filter(({ body }) => body.errors?.[0]?.extensions['code'] === 'RATE_LIMITED');

describe('one caller', () => {
  test.each([
    ['actions', startActions, `mutation { ${RESUME} }`],
    ['reads', startReads, '{ __typename }'],
  ])('is refused above the limit of %s in HTTP 200, with a time to retry', async (_, startWith, query) => {
    await startWith('3');
    const refused = limited(await ask(30, 'maya', query));
    // If the window of a second ends meanwhile, three more pass.
    expect(refused.length).toBeGreaterThanOrEqual(24);
    for (const { status, body } of refused) {
      expect(status).toBe(200);
      expect(body.data).toBeNull();
      const { extensions } = body.errors?.[0] ?? {};
      expect(extensions).toMatchObject({
        retryable: true,
        outcome: 'NOT_SENT',
        correlationId: expect.any(String),
      });
      expect(extensions?.['retryAfterMs']).toBeGreaterThan(0);
      expect(extensions?.['retryAfterMs']).toBeLessThanOrEqual(1_000);
    }
  });

  test('is charged for each stream of resumeLiveStreams', async () => {
    await startActions('20');
    const streams = Array.from(
      { length: 11 },
      (_, n) => `{ domainName: "push.example.com", appName: "live", streamName: "s-${n}" }`,
    );
    const query = `mutation { resumeLiveStreams(input: { streams: [${streams.join(' ')}] }) { results { requestId } } }`;
    const answers = await ask(6, 'maya', query);
    // If the window of a second ends meanwhile, one more passes.
    expect(limited(answers).length).toBeGreaterThanOrEqual(4);
    expect(limited(answers).length).toBeLessThanOrEqual(5);
  });

  test('does not use up the limit of another caller, or of callers without a token', async () => {
    await startReads('3');
    await ask(30, 'maya');
    expect(limited(await ask(3, 'noor'))).toEqual([]);
    expect(limited(await ask(3, undefined))).toEqual([]);
  });

  test('has a separate limit for reads, which actions do not use', async () => {
    await start({ CALLER_REQUESTS_PER_SECOND: '1', CALLER_READS_PER_SECOND: '3' });
    await ask(10, 'maya', `mutation { ${RESUME} }`);
    expect(limited(await ask(3, 'maya'))).toEqual([]);
  });

  test('pays for each mutation of a document', async () => {
    await startActions('5');
    const five = `mutation { ${Array.from({ length: 5 }, (_, i) => `a${i}: ${RESUME}`).join(' ')} }`;
    const refused = limited(await ask(10, 'maya', five));
    // If the window of a second ends meanwhile, two pass instead of one.
    expect(refused.length).toBeGreaterThanOrEqual(8);
    expect(refused.length).toBeLessThan(10);
  });

  test('may send more mutations in one request than the limit, if the second is otherwise unused', async () => {
    await startActions('1');
    const two = `mutation { a: ${RESUME} b: ${RESUME} }`;
    const [first] = await ask(1, 'maya', two);
    // The limit allows it. It is refused because there are no grants.
    expect(first?.body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  test('may read more in one request than the limit, if the second is otherwise unused', async () => {
    await startReads('3');
    const large = '{ liveDomain(name: "push.example.com") { forbiddenStreams(first: 500) { totalCount } } }';
    const [first] = await ask(1, 'maya', large);
    expect(first?.body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  test('is refused for every request of a second in which it was refused a hundred times', async () => {
    await start({ CALLER_REQUESTS_PER_SECOND: '0', CALLER_READS_PER_SECOND: '1' });
    const codeOf = (answer: Answer | undefined): unknown => answer?.body.errors?.[0]?.extensions['code'];
    const mutate = async (): Promise<unknown> => codeOf((await ask(1, 'maya', `mutation { ${RESUME} }`))[0]);
    // The window of a second may end between the burst and the mutation. Then the limit allows the mutation.
    const codes: unknown[] = [];
    for (let burst = 0; burst < 10 && codes.at(-1) !== 'RATE_LIMITED'; burst += 1) {
      await ask(150, 'maya');
      codes.push(await mutate());
    }
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    expect(codeOf((await ask(1, 'noor', `mutation { ${RESUME} }`))[0])).toBe('FORBIDDEN');
  });

  test('pays one read for a body that is refused', async () => {
    await startReads('3');
    const authorization = `Bearer ${await server.mint({ claims: { sub: 'maya' } })}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const response = await fetch(gateway.url, { method: 'POST', headers, body: '{"query":' });
        return response.status;
      }),
    );
    // If the window of a second ends meanwhile, three more get the error of the body.
    expect(statuses.filter((status) => status === 400).length).toBeLessThanOrEqual(6);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(24);
  });

  test('is not limited if the limit is disabled', async () => {
    await startReads('0');
    expect(limited(await ask(100, 'maya'))).toEqual([]);
  });
});

test('callers without a token are counted by address, with ten times the limit', async () => {
  await startReads('2');
  const refused = limited(await ask(100, undefined));
  expect(refused.length).toBeGreaterThanOrEqual(60);
  expect(refused.length).toBeLessThanOrEqual(80);
});
