import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { type GraphqlAnswer, startGateway, type TestGateway } from '../support/gateway.js';
import { WAYS } from '../support/subscribers.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  expect(gateway.emulator.calls()).toEqual([]);
  await gateway.close();
});

type Variables = Record<string, unknown>;
type Send = (query: string, variables: Variables) => Promise<GraphqlAnswer>;

const byHttp: Send = async (query, variables) => (await gateway.post(query, variables)).body;
const STREAMING = Object.entries(WAYS).map(([name, subscribe]): [string, Send] => [
  name,
  async (query, variables) => {
    const { url, token } = gateway;
    const subscriber = subscribe({ url, token, query, variables });
    const refused = subscriber.ended.then((errors) => ({ errors }) as GraphqlAnswer);
    return Promise.race([subscriber.nth(1), refused]);
  },
]);
const TRANSPORTS: [string, Send][] = [['HTTP', byHttp], ...STREAMING];

/** The violations of all errors, by path and rule. */
async function violationsOf(send: Send, query: string, variables: Variables): Promise<string[]> {
  const { errors = [] } = await send(query, variables);
  const extensions = errors.map((error) => error.extensions);
  expect(extensions.map(({ code }) => code)).toEqual(extensions.map(() => 'BAD_USER_INPUT'));
  const violations = extensions.flatMap((one) => one['violations'] as { path: string; rule: string }[]);
  return violations.map(({ path, rule }) => `${path} ${rule}`);
}

const WHOLE = 'mutation ($v: ResumeLiveStreamInput!) { resumeLiveStream(input: $v) { requestId } }';
const NESTED = `mutation ($s: String!) {
  resumeLiveStream(input: { domainName: "push.example.com", appName: "live", streamName: $s }) { requestId }
}`;
const NULLABLE = NESTED.replace('String!', 'String = "match-42"');
const LISTED = `query ($one: LiveStreamAddressInput!) {
  liveStreamsByAddress(addresses: [{ domainName: "push.example.com", appName: "a", streamName: "b" }, $one]) { id }
}`;
const WATCHED = `subscription ($d: String!) {
  liveStreamStatus(domainName: $d, appName: "live", streamName: "match-42") { id }
}`;
const { domainName } = DEMO_STREAM;

describe.each(TRANSPORTS)(
  'the path of a violation names the argument, not the variable, over %s',
  (_, send) => {
    test.each<[string, string, Variables, string[]]>([
      [
        'missing fields',
        WHOLE,
        { v: { domainName } },
        ['input.appName required', 'input.streamName required'],
      ],
      ['a value of a wrong type', WHOLE, { v: { ...DEMO_STREAM, streamName: 5 } }, ['input.streamName type']],
      ['a null inside', WHOLE, { v: { ...DEMO_STREAM, streamName: null } }, ['input.streamName required']],
      ['an unknown field', WHOLE, { v: { ...DEMO_STREAM, dryRun: 1 } }, ['input unknownField']],
      ['a null', WHOLE, { v: null }, ['input required']],
      ['a missing variable', NESTED, {}, ['input.streamName required']],
      ['a variable inside an input object', NESTED, { s: 5 }, ['input.streamName type']],
      ['a null in place of a default', NULLABLE, { s: null }, ['input.streamName required']],
      [
        'a variable inside a list',
        LISTED,
        { one: { domainName } },
        ['addresses[1].appName required', 'addresses[1].streamName required'],
      ],
    ])('%s', async (_what, query, variables, expected) => {
      expect(await violationsOf(send, query, variables)).toEqual(expected);
    });
  },
);

test.each(STREAMING)('the variables of a subscription are refused like others, over %s', async (_, send) => {
  expect(await violationsOf(send, WATCHED, { d: 5 })).toEqual(['domainName type']);
  expect(await violationsOf(send, WATCHED, {})).toEqual(['domainName required']);
});

test('the null is not located if several variables of the argument can be null', async () => {
  const query = `mutation ($a: String = "live", $s: String = "match-42") {
    resumeLiveStream(input: { domainName: "push.example.com", appName: $a, streamName: $s }) { requestId }
  }`;
  expect(await violationsOf(byHttp, query, { s: null })).toEqual(['input type']);
});

test('more than 50 violations of variables are one refusal, without an internal error', async () => {
  const query = 'query ($v: [LiveStreamAddressInput!]!) { liveStreamsByAddress(addresses: $v) { id } }';
  const { status, body } = await gateway.post(query, { v: Array.from({ length: 60 }, () => 5) });
  expect(status).toBe(200);
  expect(body.errors).toHaveLength(51);
  expect(await violationsOf(byHttp, query, { v: Array.from({ length: 60 }, () => 5) })).toEqual([
    ...Array.from({ length: 50 }, (_member, index) => `addresses[${index}] type`),
    ' total',
  ]);
});

test('a variable that only a directive uses keeps its name', async () => {
  const query = 'query ($skipped: Boolean!) { liveCallBudgets @skip(if: $skipped) { operation } }';
  expect(await violationsOf(byHttp, query, { skipped: 5 })).toEqual(['skipped type']);
});
