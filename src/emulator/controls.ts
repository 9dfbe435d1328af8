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
  /** Connections that have carried API calls: open now, and the most open at once. */
  readonly connections: { readonly open: number; readonly mostOpen: number };
  /** Arrivals with a proven signature, by operation. */
  readonly operations: Readonly<Record<string, ArrivalStats>>;
  /** Calls refused for their operation's limit, all operations together. */
  readonly throttled: number;
}

/** What a test may see and do behind the API's back. The admin interface offers the same over HTTP. */
export interface EmulatorControls {
  /** Recorded calls, oldest first. */
  calls(filter?: CallFilter): CallRecord[];
  /** Every forbid in force. */
  forbidden(): ForbidEntry[];
  /** Every stream that is being published, transcodes included. */
  online(): OnlineRow[];
  /** Faults that still wait, oldest first. */
  faults(): FaultInjection[];
  inject(injection: FaultInjection): void;
  clearFaults(): void;
  /** Forbids a stream without a call; false when the list is full. Throws UnknownDomainError. */
  forbid(stream: SeededForbid): boolean;
  /** An encoder begins to publish; false when the stream is forbidden. Throws UnknownDomainError. */
  publish(stream: SeededOnline): boolean;
  /** A publication ends, as if its encoder had lost its connection. Throws UnknownDomainError. */
  cut(stream: EmulatedStream): void;
  /** Every simulated encoder, and what it does. */
  encoders(): EncoderRow[];
  /** An encoder begins to publish, and connects again whenever it is cut. Throws UnknownDomainError. */
  startEncoder(encoder: SeededEncoder): void;
  /** Stops an encoder; false if there is none. */
  stopEncoder(stream: EmulatedStream): boolean;
  /** As SetLiveStreamsNotifyUrlConfig does. @param domainName an ingest domain. Throws UnknownDomainError */
  setCallbacks(
    domainName: string,
    settings: { readonly url: string; readonly authKey?: string | undefined },
  ): void;
  /** Callbacks that have ended, oldest first. */
  callbacks(): readonly NotifyRecord[];
  injectCallbackFault(fault: CallbackFault): void;
  /** Faults of callbacks that still wait, oldest first. */
  callbackFaults(): CallbackFault[];
  settings(): EmulatorSettings;
  configure(settings: Partial<EmulatorSettings>): void;
  stats(): EmulatorStats;
  /** Back to the start: seed, settings, no faults, no calls, no figures. Connections stay open. */
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
      state.world.domains.ingest(encoder.domainName);
      state.world.encoders.start(encoder);
    },
    stopEncoder: (stream) => {
      const isThere = state.world.encoders.stop(stream);
      if (isThere) state.world.cut(stream);
      return isThere;
    },
    setCallbacks: (domainName, { url, authKey }) => {
      state.world.domains.ingest(domainName);
      state.world.notifications.set(domainName, {
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
