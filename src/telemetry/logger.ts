import { pino, type DestinationStream, type Logger } from 'pino';
import { standardError } from './standard-error.js';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Where lines go; standard error by default, since standard output belongs to the ready line. */
  readonly destination?: DestinationStream;
}

/**
 * JSON lines. Callers log chosen fields, never errors or requests whole: those may hold keys, hosts and input. The
 * redaction is a second net under that rule.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: isoTime,
      formatters: { level: (label) => ({ level: label }), log: redactMembers },
      redact: { paths: SECRETS, censor: CENSOR },
      serializers: { err: toErrorFields },
    },
    destination ?? standardError(),
  );
}

const CENSOR = '[redacted]';
const SECRETS = ['authorization', 'token'];

type Fields = Record<string, unknown>;

/** Censors secrets one level below a line's own fields. By hand: for a `*`, pino looks into every value of a line. */
function redactMembers(fields: Fields): Fields {
  let redacted = fields;
  for (const name in fields) {
    const value = fields[name];
    if (typeof value !== 'object' || value === null || value instanceof Error) continue;
    const found = SECRETS.filter((secret) => Object.hasOwn(value, secret));
    if (found.length === 0) continue;
    if (redacted === fields) redacted = { ...fields };
    redacted[name] = { ...value, ...Object.fromEntries(found.map((secret) => [secret, CENSOR])) };
  }
  return redacted;
}

let second = { number: Number.NaN, text: '' };

/** As pino's own, but a second is written once. */
function isoTime(): string {
  const nowMs = Date.now();
  const number = Math.floor(nowMs / 1000);
  if (number !== second.number)
    second = { number, text: `,"time":"${new Date(number * 1000).toISOString().slice(0, 20)}` };
  return `${second.text}${String(nowMs - number * 1000).padStart(3, '0')}Z"`;
}

/** A fault of ours: its kind and where it was thrown. The message stays out, it may quote what a client sent. */
function toErrorFields(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const where = frames
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\/.*\/((src|dist|node_modules)\/)/, '($2'));
  return { type: thrown.name, where };
}
