import { type ApiState } from './api.js';
import { type CallRecord } from './call-record.js';
import { type FaultInjection } from './faults/injections.js';
import { type ArrivalStats } from './limits.js';
import {
  type EmulatedStream,
  type EmulatorOptions,
  type LimitSettings,
  type SeededEncoder,
  type SeededForbid,
  type SeededOnline,
} from './options.js';
import { type CallFilter } from './recorder.js';
import { type CallbackFault } from './world/callback-faults.js';
import { type EncoderRow } from './world/encoders.js';
import { type NotifyRecord } from './world/notifications.js';
import { type ForbidEntry } from './world/forbid-list.js';
import { type OnlineRow } from './world/online-streams.js';
import { World } from './world/world.js';

export interface EmulatorSettings {
  readonly latencyMs: number;
  readonly limits: LimitSettings;
}

export interface EmulatorStats {
  /** Connections that have carried API calls: the open ones, and the highest number at once. */
  readonly connections: { readonly open: number; readonly mostOpen: number };
  /** Calls with a verified signature, by operation. */
  readonly operations: Readonly<Record<string, ArrivalStats>>;
  /** The number of throttled calls of all operations. */
  readonly throttled: number;
}

/**
 * The methods with which a test reads and changes the emulator without API calls. The admin
 * interface offers most of them over HTTP.
 */
export interface EmulatorControls {
  /** Returns the recorded calls, oldest first. */
  calls(filter?: CallFilter): CallRecord[];
  /** Returns the forbidden streams of all accounts. */
  forbidden(): ForbidEntry[];
  /** Returns all streams that are on air, with their transcodes. */
  online(): OnlineRow[];
  /** Returns the faults that are not used up, oldest first. */
  faults(): FaultInjection[];
  inject(injection: FaultInjection): void;
  clearFaults(): void;
  /** Forbids a stream without a call; false if the list is full. Throws UnknownDomainError. */
  forbid(stream: SeededForbid): boolean;
  /** Puts a stream on air; false if the stream is forbidden. Throws UnknownDomainError. */
  publish(stream: SeededOnline): boolean;
  /** Takes a stream off air, as if its encoder lost its connection. Throws UnknownDomainError. */
  cut(stream: EmulatedStream): void;
  /** Returns all simulated encoders with their state. */
  encoders(): EncoderRow[];
  /** Starts an encoder, which connects again after each cut. Throws UnknownDomainError. */
  startEncoder(encoder: SeededEncoder): void;
  /** Stops an encoder; false if the stream has no encoder. */
  stopEncoder(stream: EmulatedStream): boolean;
  /**
   * Sets the callback URL and key of an ingest domain, as SetLiveStreamsNotifyUrlConfig does.
   *
   * @throws UnknownDomainError
   */
  setCallbacks(
    domainName: string,
    settings: { readonly url: string; readonly authKey?: string | undefined },
  ): void;
  /** Returns the records of callbacks, oldest first. */
  callbacks(): readonly NotifyRecord[];
  injectCallbackFault(fault: CallbackFault): void;
  /** Returns the callback faults that are not used up, oldest first. */
  callbackFaults(): CallbackFault[];
  settings(): EmulatorSettings;
  configure(settings: Partial<EmulatorSettings>): void;
  stats(): EmulatorStats;
  /**
   * Restores the initial streams and settings. Removes all faults, recorded calls and statistics.
   * Connections stay open.
   */
  reset(): void;
}

export function createControls(options: EmulatorOptions, state: ApiState): EmulatorControls {
  const { clock, gatekeeper, recorder, injections, limiter, connections, callbackFaults } = state;
  const { accounts } = gatekeeper;
  let limits = options.limits ?? 'documented';
  const configure = (settings: Partial<EmulatorSettings>): void => {
    state.latencyMs = settings.latencyMs ?? state.latencyMs;
    if (settings.limits === undefined) return;
    limits = settings.limits;
    limiter.settings = limits;
  };
  return {
    calls: (filter) => recorder.calls(filter),
    forbidden: () => state.world.forbidden(),
    online: () => state.world.online.rows(),
    faults: () => injections.list(),
    inject: (injection) => {
      injections.add(injection);
    },
    clearFaults: () => {
      injections.clear();
    },
    forbid: (stream) => state.world.forbid(stream),
    publish: (stream) => state.world.publish(stream),
    cut: (stream) => {
      state.world.cut(stream);
    },
    encoders: () => state.world.encoders.rows(),
    startEncoder: (encoder) => {
      state.world.startEncoder(encoder);
    },
    stopEncoder: (stream) => state.world.stopEncoder(stream),
    setCallbacks: (domainName, { url, authKey }) => {
      state.world.notifications.set(state.world.domains.ingest(domainName).name, {
        NotifyUrl: url,
        NotifyReqAuth: authKey === undefined ? 'no' : 'yes',
        ...(authKey !== undefined && { NotifyAuthKey: authKey }),
      });
    },
    callbacks: () => state.world.notifications.all(),
    injectCallbackFault: (fault) => {
      callbackFaults.add(fault);
    },
    callbackFaults: () => callbackFaults.list(),
    settings: () => ({ latencyMs: state.latencyMs, limits }),
    configure,
    stats: () => {
      const operations = limiter.stats();
      const throttled = Object.values(operations).reduce((sum, stats) => sum + stats.throttled, 0);
      return { connections: connections.stats(), operations, throttled };
    },
    reset: () => {
      callbackFaults.clear();
      state.world.close();
      state.world = new World({ options, accounts, wall: clock.wall, callbackFaults });
      injections.clear();
      recorder.clear();
      gatekeeper.nonces.clear();
      connections.clear();
      limiter.clear();
      configure({ latencyMs: options.latencyMs ?? 0, limits: options.limits ?? 'documented' });
    },
  };
}
