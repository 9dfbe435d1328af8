import { demoWorld } from '../../src/emulator/demo-world.js';
import { type EmulatorOptions } from '../../src/emulator/options.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { type GraphqlAnswer, type TestGateway } from './gateway.js';
import { type Subscriber } from './subscribers.js';

export const CALLBACK_SECRET = 'callbacksecret0001';
export const CALLBACK_KEY = 'callbackauthkey0001';
export const DOMAIN = 'push.example.com';
/** A stream that an encoder publishes. */
export const STREAM = { domainName: DOMAIN, appName: 'live', streamName: 'on-air' };

/** Returns a world whose callbacks are sent after 50 ms and whose encoders reconnect in 150 ms. */
export function liveWorld(overrides: Partial<EmulatorOptions> = {}): EmulatorOptions {
  return {
    ...demoWorld(),
    callbacks: { afterMs: 50, retryMs: 100 },
    seed: { encoders: [{ ...STREAM, reconnectMs: 150 }] },
    ...overrides,
  };
}

export function createLiveEmulator(overrides: Partial<EmulatorOptions> = {}): Emulator {
  return createEmulator(liveWorld(overrides));
}

export const CALLBACK_ENV = { LIVE_CALLBACK_SECRET: CALLBACK_SECRET, LIVE_CALLBACK_AUTH_KEY: CALLBACK_KEY };

/** Sets the callback URL of the domain to a gateway, as its operator does. */
export function callBack(emulator: Emulator, gatewayUrl: string, domainName = DOMAIN): void {
  const url = `${new URL(gatewayUrl).origin}/callbacks/live/${CALLBACK_SECRET}`;
  emulator.setCallbacks(domainName, { url, authKey: CALLBACK_KEY });
}

export const EVENTS = `subscription ($domainName: String!, $appName: String, $streamName: String, $after: ID) {
  liveStreamEvents(domainName: $domainName, appName: $appName, streamName: $streamName, after: $after) {
    id kind source stream { appName streamName } action { by reason }
  }
}`;
export const STATUS = `subscription ($domainName: String!, $appName: String!, $streamName: String!) {
  liveStreamStatus(domainName: $domainName, appName: $appName, streamName: $streamName) { status }
}`;
export const FORBID = `mutation ($input: ForbidLiveStreamInput!) { forbidLiveStream(input: $input) { requestId } }`;
export const RESUME = `mutation ($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId } }`;
export const HISTORY = `query ($domainName: String!, $appName: String!, $streamName: String!, $first: Int = 20, $after: String) {
  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {
    events(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id kind source stream { id } action { by reason kind } }
    }
  }
}`;

export interface ShownEvent {
  readonly id: string;
  readonly kind: string;
  readonly source: string;
  readonly stream: { readonly appName: string; readonly streamName: string };
  readonly action: { readonly by: string; readonly reason: string } | null;
}

export function eventOf({ data }: GraphqlAnswer): ShownEvent {
  return data?.['liveStreamEvents'] as ShownEvent;
}

export function kindsOf({ got }: Subscriber): string[] {
  return got.map((answer) => eventOf(answer).kind);
}

export function statusesOf({ got }: Subscriber): unknown[] {
  return got.map(({ data }) => (data?.['liveStreamStatus'] as { status: unknown } | null)?.status);
}

export async function historyOf(gateway: TestGateway, stream = STREAM): Promise<ShownEvent[]> {
  const { body } = await gateway.post(HISTORY, stream);
  const { events } = body.data?.['liveStream'] as { events: { nodes: ShownEvent[] } };
  return events.nodes;
}

const LONGEST_WAIT_MS = 15_000;

/** Waits at most `LONGEST_WAIT_MS` until a condition holds. The error contains `toText()`. */
export async function eventually(holds: () => boolean, toText: () => unknown = () => ''): Promise<void> {
  const endMs = Date.now() + LONGEST_WAIT_MS;
  while (!holds()) {
    if (Date.now() > endMs)
      throw new Error(`the condition was not met within ${LONGEST_WAIT_MS} ms: ${JSON.stringify(toText())}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits for the next second: two callbacks of one kind in the same second are one event. */
export async function nextSecond(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_010 - (Date.now() % 1_000)));
}
