import { performance } from 'node:perf_hooks';

/** Two clocks in milliseconds since the Unix epoch. */
export interface Clock {
  /** Follows the system time. It is used for time stamps and for the ends of forbids. */
  readonly wall: () => number;
  /** Has a fine resolution and never goes back. It is used for arrival times. */
  readonly steady: () => number;
}

/** @param now replaces both clocks */
export function createClock(now?: () => number): Clock {
  if (now) return { wall: now, steady: now };
  return { wall: Date.now, steady: () => performance.timeOrigin + performance.now() };
}

const SECONDS_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Formats a time as `yyyy-MM-ddTHH:mm:ssZ`, the only time format of the API. */
export function toSecondsUtc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Returns milliseconds since the Unix epoch; undefined for an invalid date such as 31 February. */
export function parseSecondsUtc(text: string): number | undefined {
  if (!SECONDS_UTC.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || toSecondsUtc(ms) !== text ? undefined : ms;
}
