import { z } from 'zod';
import { variable } from './variable.js';

/** Whose pages may call the gateway from a browser. */
export interface AllowedOrigins {
  /** As browsers send them: lower case, without the usual port, `https://admin.example.com`. */
  readonly origins: readonly string[];
  /** Pages of every origin. */
  readonly any: boolean;
  /** Also `http://localhost` and `http://127.0.0.1`, with every port. */
  readonly anyLoopback: boolean;
}

const ORIGIN = /^https?:\/\/[^/?#@\\\s]+$/i;
const HOST = /^(?:[a-z\d-]+(?:\.[a-z\d-]+)*\.?|\[[\da-f:.]+\])$/;
const ANY = '*';

/** Undefined for what is not exactly an origin: scheme, host and perhaps a port. */
function toOrigin(text: string): string | undefined {
  if (!ORIGIN.test(text) || !URL.canParse(text)) return undefined;
  const { hostname, origin } = new URL(text);
  return HOST.test(hostname) ? origin : undefined;
}

/** `https://admin.example.com,http://localhost:5173`; `*` is any origin. */
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
