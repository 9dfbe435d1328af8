import { performance } from 'node:perf_hooks';

/**
 * Two clocks in milliseconds of epoch. `wall` follows the machine's date and judges time stamps and ends of
 * forbids; `steady` has a fine resolution, never steps back and measures arrivals.
 */
export interface Clock {
  readonly wall: () => number;
  readonly steady: () => number;
}

export function createClock(now?: () => number): Clock {
  if (now) return { wall: now, steady: now };
  return { wall: Date.now, steady: () => performance.timeOrigin + performance.now() };
}

const SECONDS_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** `yyyy-MM-ddTHH:mm:ssZ`, the only time format of the API. */
export function toSecondsUtc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds of epoch; undefined for a text that is not a valid time, such as the 31st of February. */
export function parseSecondsUtc(text: string): number | undefined {
  if (!SECONDS_UTC.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || toSecondsUtc(ms) !== text ? undefined : ms;
}
