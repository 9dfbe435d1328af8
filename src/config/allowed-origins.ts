import { z } from 'zod';
import { variable } from './variable.js';

/** The origins whose pages may call the gateway from a browser. */
export interface AllowedOrigins {
  /**
   * The origins in the form that browsers send: lower case, without the default port, such as
   * `https://admin.example.com`.
   */
  readonly origins: readonly string[];
  /** Whether every origin is allowed. */
  readonly any: boolean;
  /** Whether `http://localhost` and `http://127.0.0.1` are also allowed, with every port. */
  readonly anyLoopback: boolean;
}

const ORIGIN = /^https?:\/\/[^/?#@\\\s]+$/i;
const HOST = /^(?:[a-z\d-]+(?:\.[a-z\d-]+)*\.?|\[[\da-f:.]+\])$/;
const ANY = '*';

/** Parses an origin: scheme, host and optional port. Returns undefined for any other text. */
function toOrigin(text: string): string | undefined {
  if (!ORIGIN.test(text) || !URL.canParse(text)) return undefined;
  const { hostname, origin } = new URL(text);
  return HOST.test(hostname) ? origin : undefined;
}

/** Parses a list such as `https://admin.example.com,http://localhost:5173`. `*` allows any origin. */
export const originList = variable(
  z
    .string()
    .transform((value) => value.split(',').map((one) => one.trim()))
    .pipe(z.array(z.string().refine((one) => one === ANY || toOrigin(one) !== undefined)).max(100))
    .transform((all) => ({
      any: all.includes(ANY),
      origins: [...new Set(all.flatMap((one) => toOrigin(one) ?? []))],
    })),
  'origins such as https://admin.example.com or http://localhost:5173, separated by commas, without a path',
);
