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
  /** `host:port`, the form of a client's endpoint setting. */
  readonly endpoint: string;
}

/** A local substitute for ApsaraVideo Live with its documented wire protocol. */
export interface Emulator extends EmulatorControls {
  /**
   * Starts to listen. The default is a free port of the loopback interface. Rejects with EADDRINUSE
   * if the port is in use.
   */
  listen(port?: number, host?: string): Promise<ListeningAt>;
  /** Stops at once and closes all connections. The emulator can listen again afterwards. */
  close(): Promise<void>;
}

/**
 * Creates an emulator of ApsaraVideo Live, API 2016-11-01, for the operations of `OPERATIONS`. It
 * uses plain HTTP and checks ACS3-HMAC-SHA256 signatures. The admin interface is at `/_emulator/`
 * on the same port, and accepts only clients on the same machine.
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

/** Returns an option by account id. The first key of an account with a value counts. */
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
