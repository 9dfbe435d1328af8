import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Lines leave together: a write for each costs more than the line itself. What is left leaves when the process exits,
 * also by an error that nobody caught; only a process that is killed loses it.
 */
const BUFFER = { minLength: 16_000, periodicFlush: 100 };

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
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['authorization', '*.authorization', 'token', '*.token'], censor: '[redacted]' },
      serializers: { err: toErrorFields },
    },
    destination ?? pino.destination({ dest: 2, sync: false, ...BUFFER }),
  );
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
