import { pino, type DestinationStream, type Logger } from 'pino';
import { standardError } from './destination.js';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** The destination of the lines. Default: standard error, because standard output is for the ready line. */
  readonly destination?: DestinationStream;
}

/** The fields whose values are secrets, at the top level of a line and one level below. */
const SECRET_FIELDS = ['authorization', 'token', '*.authorization', '*.token'];

/**
 * Creates a logger of JSON lines. Callers log selected fields, never whole errors or requests, because these may
 * contain keys, hosts and input. The redaction is a second protection.
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

/**
 * Returns the class of an error and the position where it was thrown. The message is left out, because it may
 * quote input of a client.
 */
function toErrorFields(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  // The stack starts with the message, and lines of the message may look like frames.
  const stack = (thrown.stack ?? '').replace(thrown.message, '');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const where = frames
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\/.*\/((src|dist|node_modules)\/)/, '($2'));
  return { type: thrown.name, where };
}
