const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Parses a duration such as `90s`, `30m`, `24h` or `7d`. @returns milliseconds; undefined for any other text */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  const ms = UNITS_MS[unit];
  return count === undefined || ms === undefined ? undefined : Number(count) * ms;
}
