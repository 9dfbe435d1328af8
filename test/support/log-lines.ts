import { createLogger, type Logger, type LogLevel } from '../../src/telemetry/logger.js';

/** Creates a logger that keeps its lines, so that a test can search them for secrets. */
export function createKeptLog(level: LogLevel = 'trace'): {
  readonly logger: Logger;
  readonly lines: string[];
} {
  const lines: string[] = [];
  const logger = createLogger({ level, destination: { write: (line: string) => void lines.push(line) } });
  return { logger, lines };
}

/**
 * Returns the lines as one text, without the only field that may name a stream: the address in the
 * log line of an action, which must report the caller and the stream.
 */
export function withoutAddresses(lines: readonly string[]): string {
  return lines
    .map((line) => {
      const { address, ...others } = JSON.parse(line) as Record<string, unknown>;
      return others['msg'] === 'operation' && typeof address === 'string' ? JSON.stringify(others) : line;
    })
    .join('\n');
}
