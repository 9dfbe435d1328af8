import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { demoWorld } from '../../../src/emulator/demo-world.js';
import { type EmulatorOptions } from '../../../src/emulator/options.js';
import { createEmulator, type Emulator } from '../../../src/emulator/server.js';
import { call, type CallOptions, type WireAnswer } from './signed-call.js';

/**
 * A clock that moves only when a test sets `ms`. It starts at the current time, in whole seconds.
 */
export class StillClock {
  ms = Math.floor(Date.now() / 1000) * 1000;
  readonly now = (): number => this.ms;
}

export interface RunningWorld {
  readonly emulator: Emulator;
  readonly endpoint: () => string;
  readonly call: (
    action: string,
    query: Readonly<Record<string, string>>,
    options?: CallOptions,
  ) => Promise<WireAnswer>;
}

/** Starts the demo world on a free port for the tests of one file. Resets it before each test. */
export function runningWorld(overrides: Partial<EmulatorOptions> = {}): RunningWorld {
  const emulator = createEmulator(demoWorld(overrides));
  let endpoint = '';
  beforeAll(async () => {
    ({ endpoint } = await emulator.listen());
  });
  beforeEach(() => {
    emulator.reset();
  });
  afterAll(() => emulator.close());
  return {
    emulator,
    endpoint: () => endpoint,
    call: (action, query, options) => call(endpoint, action, query, options),
  };
}

/** Returns the status and the code of an answer. */
export function verdict({ status, json }: WireAnswer): [number, unknown] {
  return [status, json['Code']];
}

export const RESUME = {
  DomainName: 'push.example.com',
  AppName: 'live',
  StreamName: 'match-42',
  LiveStreamType: 'publisher',
} as const;
