import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { type FrameSocket, openFrames } from '../support/raw-frames.js';

const SOCKETS = 400;
const FRAMES = 40;
const STREAMS = 4_000;
const BATCH = 20;

/** Close codes of RFC 6455 and graphql-transport-ws for a fault of the client. 1006: the connection was cut. */
/** 1005 answers a close frame without a code, which a client may send. */
const CLIENT_FAULTS = [1002, 1003, 1005, 1006, 1007, 1008, 1009, 4400, 4401, 4403, 4406, 4409, 4429];

let emulator: Emulator;
let gateway: GatewayProcess;
const codes = new Map<number, number>();
const statuses = new Map<number, number>();
let sent = 0;

beforeAll(async () => {
  emulator = createEmulator(demoWorld());
  const { endpoint } = await emulator.listen();
  gateway = await startGatewayProcess(endpoint, { BUDGET_RESUME_LIVE_STREAM: '0' });
});
afterAll(async () => {
  const list = (counts: Map<number, number>): string =>
    [...counts].map(([value, count]) => `${value}: ${count}`).join(', ');
  process.stdout.write(
    `${sent} malformed frames, close codes ${list(codes)}; event streams by status ${list(statuses)}\n`,
  );
  gateway.process.kill('SIGTERM');
  expect(await gateway.ended).toBe(0);
  await emulator.close();
});

const nest = (levels: number, open: string, close: string): string =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;
const anyDeep = fc.oneof(
  fc.integer({ min: 1, max: 6_000 }).map((levels) => nest(levels, '[', ']')),
  fc.integer({ min: 1, max: 6_000 }).map((levels) => nest(levels, '{"a":', '}')),
);
const anyType = fc.constantFrom(
  'connection_init',
  'ping',
  'pong',
  'subscribe',
  'complete',
  'next',
  'error',
  'connection_ack',
  'x',
  '',
);
const anyId = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.integer({ min: 100, max: 5_000 }).map((length) => 'i'.repeat(length)),
  fc.constantFrom('__proto__', 'constructor', 'toString', '1', '1', '1'),
);
const anyQuery = fc.constantFrom(
  '{ __typename }',
  '{',
  '',
  'subscription { bulkResumeProgress(id: "x") { id } }',
  '{ a { b } }',
  'mutation { cancelBulkResume(input: { id: "x" }) { bulkResume { id } } }',
  `{ ${'a: __typename '.repeat(40)} }`,
  '\u0000',
);
const anyMessage = fc.oneof(
  fc.tuple(anyType, anyDeep).map(([type, deep]) => `{"type":"${type}","id":"1","payload":{"a":${deep}}}`),
  fc
    .record(
      {
        type: anyType,
        id: fc.oneof(anyId, fc.jsonValue()),
        payload: fc.oneof(
          fc.record(
            { query: anyQuery, variables: fc.jsonValue(), extensions: fc.jsonValue(), operationName: anyId },
            { requiredKeys: [] },
          ),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    )
    .map((message) => JSON.stringify(message)),
  fc.string({ maxLength: 200 }),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.integer({ min: 1, max: 200_000 }).map((length) => 'x'.repeat(length)),
);

interface Frame {
  readonly opcode: number;
  readonly payload: string | Buffer;
  readonly isFinal: boolean;
}
const anyFrame: fc.Arbitrary<Frame> = fc.oneof(
  { weight: 12, arbitrary: anyMessage.map((payload) => ({ opcode: 1, payload, isFinal: true })) },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 300 })
      .map((bytes) => ({ opcode: 2, payload: Buffer.from(bytes), isFinal: true })),
  },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 300 })
      .map((bytes) => ({ opcode: 1, payload: Buffer.from(bytes), isFinal: true })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 15 }), fc.string({ maxLength: 130 }), fc.boolean())
      .map(([opcode, payload, isFinal]) => ({ opcode, payload, isFinal })),
  },
);
const anyConversation = fc.record({
  hasToken: fc.boolean(),
  frames: fc.array(anyFrame, { minLength: FRAMES, maxLength: FRAMES }),
});

async function converse({ hasToken, frames }: { hasToken: boolean; frames: Frame[] }): Promise<number> {
  const client: FrameSocket = await openFrames(gateway.url);
  const authorization = `Bearer ${gateway.token}`;
  if (hasToken) client.text({ type: 'connection_init', payload: { authorization } });
  for (const { opcode, payload, isFinal } of frames) {
    client.frame(opcode, payload, isFinal);
    sent += 1;
  }
  // Closes a connection that the gateway has not closed, and continues after the close frame.
  client.text('{');
  const code = await Promise.race([client.closeCode, client.ended.then(() => 1006)]);
  client.text({ type: 'ping' });
  client.socket.destroy();
  return code;
}

interface Request {
  readonly hasToken: boolean;
  readonly accept: string;
  readonly type: string;
  readonly body: string;
}

const isAlive = async (): Promise<unknown> => gateway.post('{ __typename }');
const ALIVE = { data: { __typename: 'Query' } };

describe('malformed messages end only their own connection, and the process continues', () => {
  test(`${SOCKETS * FRAMES} frames over WebSocket`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyConversation, { minLength: BATCH, maxLength: BATCH }),
        async (conversations) => {
          for (const code of await Promise.all(conversations.map(converse))) {
            codes.set(code, (codes.get(code) ?? 0) + 1);
            expect(CLIENT_FAULTS).toContain(code);
          }
          expect(await isAlive()).toEqual(ALIVE);
        },
      ),
      { numRuns: SOCKETS / BATCH, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
  }, 150_000);

  test(`${STREAMS} requests for event streams`, async () => {
    const anyRequest: fc.Arbitrary<Request> = fc.record({
      hasToken: fc.boolean(),
      accept: fc.constantFrom(
        'text/event-stream',
        'text/event-stream, application/json',
        'TEXT/Event-Stream',
      ),
      type: fc.constantFrom('application/json', 'text/plain', 'application/json; charset=utf-8'),
      body: anyMessage,
    });
    const ask = async ({ hasToken, accept, type, body }: Request) => {
      const headers = {
        accept,
        'content-type': type,
        authorization: hasToken ? `Bearer ${gateway.token}` : '',
      };
      const response = await fetch(gateway.url, { method: 'POST', headers, body });
      const text = await response.text();
      sent += 1;
      return { status: response.status, text };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(anyRequest, { minLength: BATCH, maxLength: BATCH }), async (requests) => {
        for (const { status, text } of await Promise.all(requests.map(ask))) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect([200, 400, 413, 415]).toContain(status);
          expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|node_modules/);
        }
      }),
      { numRuns: STREAMS / BATCH, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
    expect(await isAlive()).toEqual(ALIVE);
  }, 150_000);
});
