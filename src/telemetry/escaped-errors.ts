import { type Logger } from './logger.js';

/**
 * Ends the process with exit code 1 when an error escapes every handler, because its state is unknown from then on.
 * Before that it logs one line at `fatal` with the kind and the position of the error, and flushes it. The message of
 * the error stays out, because it may quote what a client sent.
 */
export function endOnEscapedErrors(logger: Logger): void {
  for (const origin of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(origin, (thrown: unknown) => {
      try {
        // Pino flushes its destination after a line at `fatal`.
        logger.fatal({ origin, err: thrown }, 'an error escaped, the process ends');
      } finally {
        process.exit(1);
      }
    });
}
