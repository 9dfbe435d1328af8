import { type ApiState } from './api.js';
import { type CallRecord } from './call-record.js';
import { type FaultInjection } from './faults/injections.js';
import { type ArrivalStats } from './limits.js';
import { type EmulatorOptions, type LimitSettings, type SeededForbid, type SeededOnline } from './options.js';
import { type CallFilter } from './recorder.js';
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
  settings(): EmulatorSettings;
  configure(settings: Partial<EmulatorSettings>): void;
  stats(): EmulatorStats;
  /** Back to the start: seed, settings, no faults, no calls, no figures. Connections stay open. */
  reset(): void;
}

export function createControls(options: EmulatorOptions, state: ApiState): EmulatorControls {
  const { clock, gatekeeper, recorder, injections, limiter, connections } = state;
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
    settings: () => ({ latencyMs: state.latencyMs, limits }),
    configure,
    stats: () => {
      const operations = limiter.stats();
      const throttled = Object.values(operations).reduce((sum, stats) => sum + stats.throttled, 0);
      return { connections: connections.stats(), operations, throttled };
    },
    reset: () => {
      state.world = new World(options, gatekeeper.accounts, clock.wall);
      injections.clear();
      recorder.clear();
      gatekeeper.nonces.clear();
      connections.clear();
      limiter.clear();
      configure({ latencyMs: options.latencyMs ?? 0, limits: options.limits ?? 'documented' });
    },
  };
}
