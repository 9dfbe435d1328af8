import { createLogger, type Logger, type LogLevel } from '../../src/telemetry/logger.js';

/** A logger that keeps its lines, to be searched for what must not be there. */
export function createKeptLog(level: LogLevel = 'trace'): {
  readonly logger: Logger;
  readonly lines: string[];
} {
  const lines: string[] = [];
  const logger = createLogger({ level, destination: { write: (line: string) => void lines.push(line) } });
  return { logger, lines };
}
