import { type CredentialOptions } from '../../src/stream/credential-options.js';
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { DEMO_ACCOUNT, demoWorld } from '../../src/emulator/demo-world.js';
import { type EmulatorOptions } from '../../src/emulator/options.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { StreamError } from '../../src/stream/errors.js';
import { type CallContext, type LiveUpstream } from '../../src/stream/upstream.js';
import { createUpstream, type Upstream, type UpstreamOptions } from '../../src/upstream/index.js';

/** Longer than any call that gets an answer, even on a busy machine. */
const PATIENT_MS = 10_000;

/** For calls that only the deadline ends. */
export const SHORT_MS = 1000;

export interface Subject {
  readonly name: string;
  readonly options: Pick<UpstreamOptions, 'client' | 'loadSdk'>;
}

/** A client and its emulator. `live` can be used once the tests run. */
export interface Ground {
  readonly emulator: Emulator;
  readonly live: LiveUpstream;
}

export function callContext(signal = new AbortController().signal): CallContext {
  return { correlationId: 'test', signal, lane: 'interactive' };
}

export function openUpstream(
  options: Subject['options'],
  endpoint: string,
  timeoutMs = PATIENT_MS,
  credentials: CredentialOptions = { type: 'access_key', ...DEMO_ACCOUNT },
): Promise<Upstream> {
  return createUpstream({ ...options, endpoint, protocol: 'http', credentials, timeoutMs });
}

/** Opens a client with a separate emulator for the tests of the current block. Each test starts with a fresh world. */
export function openGround(
  options: Subject['options'],
  timeoutMs = PATIENT_MS,
  { seed }: Pick<EmulatorOptions, 'seed'> = {},
): Ground {
  const emulator = createEmulator(demoWorld({ limits: 'off', ...(seed !== undefined && { seed }) }));
  let upstream: Upstream | undefined;
  beforeAll(async () => {
    upstream = await openUpstream(options, (await emulator.listen()).endpoint, timeoutMs);
    await upstream.warmUp();
  });
  afterAll(async () => {
    await upstream?.close();
    await emulator.close();
  });
  beforeEach(() => {
    emulator.reset();
  });
  return {
    emulator,
    get live() {
      if (upstream === undefined) throw new Error('the client is opened before the first test');
      return upstream.live;
    },
  };
}

/** Returns the StreamError that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<StreamError> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(StreamError);
  return thrown as StreamError;
}
