import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { MemoryPermitStore } from '../../src/guard/budget/permit-store.memory.js';
import { type PermitStore } from '../../src/guard/budget/permit-store.js';
import { systemClock } from '../../src/stream/clock.js';
import { type StreamAddress } from '../../src/stream/address.js';
import { StreamError } from '../../src/stream/errors.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { CHANNELS, startChannels } from './channels.js';
import { type SupergraphGateway } from './gateways.js';
import { composeSupergraph } from './supergraph.js';

/** The state of the gateway under test: normal, without its store of permits, or with an internal error. */
export type Mood = 'well' | 'storeless' | 'broken';

export interface FederatedWorld {
  /** The subgraph under test. */
  readonly live: TestGateway;
  /** The gateway in front of both subgraphs. */
  readonly front: SupergraphGateway;
  /** The addresses and ports of the subgraphs and the upstream. No answer to a client may contain them. */
  readonly hosts: readonly string[];
  set(mood: Mood): void;
  close(): Promise<void>;
}

/** The grants: read everywhere, and actions on the two domains named `push.…`. So other actions are refused. */
const GRANTS = `
grants:
  - { match: { claim: roles, has: moderator }, allow: [read], domains: ['*'] }
  - match: { claim: roles, has: moderator }
    allow: [resume, forbid]
    domains: ['push.example.com', 'push.unknown.example.com', 'push.brand-b.example.com']
`;

/** Channel 0 has the stream match-44, which is online. Every other channel has its own stream. */
export function toStream(channel: number): StreamAddress {
  return { domainName: 'push.example.com', appName: 'live', streamName: `match-${channel + 44}` };
}

/** Starts the gateway, another subgraph, and a supergraph gateway in front of both. */
export async function startWorld(
  startFront: (supergraph: string) => Promise<SupergraphGateway>,
): Promise<FederatedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'grants-'));
  const grantsFile = join(folder, 'grants.yaml');
  writeFileSync(grantsFile, GRANTS);
  let mood: Mood = 'well';
  const store = createStore(() => mood === 'storeless');
  const emulator = createEmulator(demoWorld({ limits: 'off' }));
  const live = await startGateway(
    { GRANTS_FILE: grantsFile, LIVE_TIMEOUT_MS: '1500', LIVE_CLIENT: 'core' },
    {
      emulator,
      guard: {
        retry: {
          attempts: 1,
          random: () => {
            if (mood === 'broken') throw new TypeError('a fault of ours at secret-host.internal');
            return 0.5;
          },
        },
        breaker: { faults: 1_000_000 },
        shared: { store, replica: 'one', replicas: 1, whenDown: 'refuse' },
      },
    },
  );
  const channels = await startChannels(toStream);
  const supergraph = composeSupergraph(live.url, {
    name: 'channels',
    url: channels.url,
    typeDefs: CHANNELS,
  });
  const front = await startFront(supergraph);
  return {
    live,
    front,
    hosts: [live.url, channels.url, `http://${live.emulatorEndpoint ?? ''}`].flatMap((url) => [
      new URL(url).host,
      new URL(url).port,
    ]),
    set(next) {
      mood = next;
    },
    async close() {
      await front.close();
      await channels.close();
      await live.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function createStore(isDown: () => boolean): PermitStore {
  const well = new MemoryPermitStore(systemClock);
  const unlessDown = <T>(answer: () => T | Promise<T>): T | Promise<T> =>
    isDown() ? Promise.reject(new StreamError('STORE_UNAVAILABLE', { outcome: 'NOT_SENT' })) : answer();
  return {
    reserve: (request) => unlessDown(() => well.reserve(request)),
    view: (limit, replica) => unlessDown(() => well.view(limit, replica)),
  };
}
