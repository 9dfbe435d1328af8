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

/**
 * The lines as one text, without the one field that may name a stream: the address of an action’s own line. Who acted on
 * what is what that line is for.
 */
export function withoutAddresses(lines: readonly string[]): string {
  return lines
    .map((line) => {
      const { address, ...others } = JSON.parse(line) as Record<string, unknown>;
      return others['msg'] === 'operation' && typeof address === 'string' ? JSON.stringify(others) : line;
    })
    .join('\n');
}
