import { type Violation } from './errors.js';
import { type ForbidOrder } from './upstream.js';

/** The request of a caller: a mode, and the time at which the forbid ends. */
export interface ForbidRequest {
  readonly mode: ForbidOrder['mode'];
  readonly until?: Date | null | undefined;
}

/**
 * Checks the end time. The documentation gives no latest end time, so the gateway leaves that limit to the upstream.
 */
export function untilViolations({ mode, until }: ForbidRequest, path: string, nowMs: number): Violation[] {
  if (until === null || until === undefined) return [];
  if (mode === 'CUT')
    return [
      { path, rule: 'mode', message: 'must be absent with the mode CUT, which does not forbid the stream' },
    ];
  if (until.getTime() <= nowMs) return [{ path, rule: 'future', message: 'must be in the future' }];
  return [];
}

/**
 * Converts a request without violations to an order. The upstream uses whole seconds, so the end time is rounded up.
 */
export function toForbidOrder({ mode, until }: ForbidRequest, nowMs: number, defaultMs: number): ForbidOrder {
  if (mode === 'CUT') return { mode };
  const endMs = until?.getTime() ?? nowMs + defaultMs;
  return { mode, until: new Date(Math.ceil(endMs / 1000) * 1000) };
}
