import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { handleAdminRequest, isAdminPath } from './admin/admin.js';
import { type ApiState, handleApiCall } from './api.js';
import { createClock } from './clock.js';
import { Connections } from './connections.js';
import { createControls, type EmulatorControls } from './controls.js';
import { Injections } from './faults/injections.js';
import { Limiter } from './limits.js';
import { type EmulatedAccount, type EmulatorOptions } from './options.js';
import { Recorder } from './recorder.js';
import { Nonces } from './wire/nonces.js';
import { toAccountId } from './world/domains.js';
import { CallbackFaults } from './world/callback-faults.js';
import { World } from './world/world.js';

const IDLE_TIMEOUT_MS = 10_000;

export interface ListeningAt {
  readonly port: number;
  /** `host:port`, as a client's endpoint setting wants it. */
  readonly endpoint: string;
}

/** A small ApsaraVideo Live that speaks the documented wire protocol. */
export interface Emulator extends EmulatorControls {
  /** Default: a free port of the loopback interface. Rejects when the port is taken. */
  listen(port?: number, host?: string): Promise<ListeningAt>;
  /** Ends at once and closes every connection. It may listen again afterwards. */
  close(): Promise<void>;
}

/**
 * Builds an emulator of ApsaraVideo Live, API 2016-11-01: ResumeLiveStream, ForbidLiveStream,
 * DescribeLiveStreamsBlockList, DescribeLiveStreamsOnlineList, DescribeLiveStreamState and
 * DescribeLiveDomainMapping over plain HTTP, signed with ACS3-HMAC-SHA256.
 * `/_emulator/` on the same port is its admin interface, for loopback clients only.
 *
 * @throws TypeError for options that contradict each other
 */
export function createEmulator(options: EmulatorOptions): Emulator {
  const clock = createClock(options.now);
  const accounts = new Map(options.accounts.map((account) => [account.accessKeyId, account]));
  const connections = new Connections();
  const callbackFaults = new CallbackFaults();
  const state: ApiState = {
    clock,
    gatekeeper: { accounts, nonces: new Nonces(), wall: clock.wall },
    limiter: new Limiter(
      options.limits ?? 'documented',
      toOwn(options.accounts, ({ limits }) => limits),
    ),
    injections: new Injections(),
    recorder: new Recorder(),
    connections,
    callbackFaults,
    world: new World({ options, accounts, wall: clock.wall, callbackFaults }),
    latencyMs: options.latencyMs ?? 0,
    ownLatencyMs: toOwn(options.accounts, ({ latencyMs }) => latencyMs),
  };
  const controls = createControls(options, state);

  const server = createServer((request, response) => {
    if (isAdminPath(request.url)) handleAdminRequest(controls, request, response);
    else handleApiCall(state, request, response);
  });
  server.keepAliveTimeout = options.idleTimeoutMs ?? IDLE_TIMEOUT_MS;
  server.on('connection', (socket) => {
    connections.opened(socket);
  });

  return {
    ...controls,
    listen: (port = 0, host = '127.0.0.1') =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          const bound = server.address() as AddressInfo;
          const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
          resolve({ port: bound.port, endpoint: `${name}:${bound.port}` });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        state.world.close();
        connections.destroyAll();
      }),
  };
}

/** What accounts have of their own, by account id. The first key of an account counts. */
function toOwn<T>(
  accounts: readonly EmulatedAccount[],
  read: (account: EmulatedAccount) => T | undefined,
): ReadonlyMap<string, T> {
  const own = new Map<string, T>();
  for (const account of accounts) {
    const value = read(account);
    if (value !== undefined && !own.has(toAccountId(account))) own.set(toAccountId(account), value);
  }
  return own;
}
