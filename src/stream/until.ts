import { type Violation } from './errors.js';
import { type ForbidOrder } from './upstream.js';

/** What a caller requests: a mode, and when the forbid is to end. */
export interface ForbidRequest {
  readonly mode: ForbidOrder['mode'];
  readonly until?: Date | null | undefined;
}

/** Every rule that the end breaks. How far ahead it may be is not documented, and left to the upstream. */
export function untilViolations({ mode, until }: ForbidRequest, path: string, nowMs: number): Violation[] {
  if (until === null || until === undefined) return [];
  if (mode === 'CUT')
    return [{ path, rule: 'mode', message: 'has no meaning with CUT, which forbids nothing' }];
  if (until.getTime() <= nowMs) return [{ path, rule: 'future', message: 'must be in the future' }];
  return [];
}

/** The order for a wish that breaks no rule. The upstream takes whole seconds: a part of one counts as a whole. */
export function toForbidOrder({ mode, until }: ForbidRequest, nowMs: number, defaultMs: number): ForbidOrder {
  if (mode === 'CUT') return { mode };
  const endMs = until?.getTime() ?? nowMs + defaultMs;
  return { mode, until: new Date(Math.ceil(endMs / 1000) * 1000) };
}
