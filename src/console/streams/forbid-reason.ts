import { BRIDGE_MS } from './activity.js';

/** Why a stream is forbidden now. */
export type ForbidReason =
  | { readonly kind: 'known'; readonly by: string; readonly reason: string | undefined }
  /** The present forbid was not made through the gateway. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown' };

export interface RecordedAction {
  readonly kind: 'CUT' | 'FORBID' | 'RESUME';
  readonly outcome: 'NOT_SENT' | 'PENDING' | 'REJECTED' | 'SUCCEEDED' | 'UNKNOWN';
  readonly by: string;
  readonly reason?: string | null | undefined;
  readonly until?: string | null | undefined;
  readonly startedAt: string;
}

export interface ForbidRecord {
  /** The last actions on the stream, newest first. */
  readonly actions: readonly RecordedAction[];
  /** Whether the ledger has older actions. */
  readonly hasOlder: boolean;
  /** The end of the present forbid, if it was made through the gateway. */
  readonly forbiddenUntil: string | undefined;
}

const NOT_DONE: ReadonlySet<string> = new Set(['NOT_SENT', 'REJECTED']);
const UNKNOWN: ForbidReason = { kind: 'unknown' };

/**
 * Returns why a stream on the forbid list is forbidden. The last action that set or lifted a forbid decides. If it is a
 * resume, or a forbid that has ended, then the present forbid was made elsewhere, and the reason of an older action is
 * not its reason.
 */
export function toForbidReason(record: ForbidRecord, nowMs: number): ForbidReason {
  const { actions, hasOlder, forbiddenUntil } = record;
  const last = actions.find(({ kind, outcome }) => kind !== 'CUT' && !NOT_DONE.has(outcome));
  if (last === undefined) return hasOlder || forbiddenUntil !== undefined ? UNKNOWN : { kind: 'elsewhere' };
  if (last.kind === 'RESUME') return last.outcome === 'SUCCEEDED' ? endedAt(last.startedAt, nowMs) : UNKNOWN;
  const { by, reason, until } = last;
  const isOver = forbiddenUntil === undefined && until && Date.parse(until) <= nowMs;
  return isOver ? endedAt(until, nowMs) : { kind: 'known', by, reason: reason ?? undefined };
}

/** Soon after the end of a forbid, the list may still show that forbid. Later, it shows another one. */
function endedAt(end: string, nowMs: number): ForbidReason {
  return nowMs - Date.parse(end) < BRIDGE_MS ? UNKNOWN : { kind: 'elsewhere' };
}
