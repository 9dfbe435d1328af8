import { pino, type DestinationStream, type Logger } from 'pino';
import { standardError } from './destination.js';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Where lines go. Default: standard error, since standard output belongs to the ready line. */
  readonly destination?: DestinationStream;
}

/** Fields of a line whose values are secrets, at its top and one level below. */
const SECRET_FIELDS = ['authorization', 'token', '*.authorization', '*.token'];

/**
 * Logs JSON lines. Callers log chosen fields, never whole errors or requests, because those may hold keys, hosts and
 * input. The redaction is a second protection behind that rule.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS, censor: '[redacted]' },
      serializers: { err: toErrorFields },
    },
    destination ?? standardError(),
  );
}

/** The kind of an error and where it was thrown. The message stays out, because it may quote what a client sent. */
function toErrorFields(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  // The stack begins with the message, whose own lines may look like frames.
  const stack = (thrown.stack ?? '').replace(thrown.message, '');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const where = frames
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\/.*\/((src|dist|node_modules)\/)/, '($2'));
  return { type: thrown.name, where };
}
