import { DEMO_ACCOUNT, demoWorld } from '../../../src/emulator/demo-world.js';
import { type EmulatorOptions } from '../../../src/emulator/options.js';
import { createEmulator, type Emulator } from '../../../src/emulator/server.js';
import { type StreamAddress } from '../../../src/stream/address.js';
import { createDirectory, type Directory } from '../../../src/stream/directory/directory.js';
import { type CallContext, type LiveUpstream } from '../../../src/stream/upstream.js';
import { createUpstream } from '../../../src/upstream/index.js';
import { VirtualClock } from '../../support/virtual-clock.js';

export const MAPPING = 'DescribeLiveDomainMapping';
export const FORBID_LIST = 'DescribeLiveStreamsBlockList';
export const ONLINE_LIST = 'DescribeLiveStreamsOnlineList';

export interface DirectoryWorld {
  readonly emulator: Emulator;
  readonly upstream: LiveUpstream;
  readonly directory: Directory;
  readonly clock: VirtualClock;
  /** The number of calls of an operation since the emulator's record was last reset. */
  count(action: string): number;
  close(): Promise<void>;
}

/** Creates a directory that uses a real emulator, with a clock that the test moves. */
export async function createDirectoryWorld(
  overrides: Partial<EmulatorOptions> = {},
): Promise<DirectoryWorld> {
  const emulator = createEmulator(demoWorld({ limits: 'off', ...overrides }));
  const { endpoint } = await emulator.listen();
  const connection = await createUpstream({
    client: 'core',
    endpoint,
    protocol: 'http',
    timeoutMs: 5_000,
    credentials: { type: 'access_key', ...DEMO_ACCOUNT },
  });
  const upstream = connection.live;
  const clock = new VirtualClock(1_000_000);
  return {
    emulator,
    upstream,
    clock,
    directory: createDirectory({ upstream, requestTimeoutMs: 10_000, clock }),
    count: (action) => emulator.calls({ action }).length,
    async close() {
      await connection.close();
      await emulator.close();
    },
  };
}

export const someCall = (signal: AbortSignal = new AbortController().signal): CallContext => ({
  correlationId: 'test',
  lane: 'interactive',
  signal,
});

/** Returns numbered streams of one domain and app, in the order of their names. */
export function streamsOf(domainName: string, count: number, prefix = 'stream'): StreamAddress[] {
  return Array.from({ length: count }, (_, index) => ({
    domainName,
    appName: 'live',
    streamName: `${prefix}-${String(index).padStart(5, '0')}`,
  }));
}
