import { type Logger } from './logger.js';

/**
 * Ends the process with exit code 1 on an uncaught error, because the state of the process is then unknown.
 * Before that, it logs and flushes one line at `fatal` with the class and the position of the error. The line
 * has no message, because the message may quote input of a client.
 */
export function endOnEscapedErrors(logger: Logger): void {
  for (const origin of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(origin, (thrown: unknown) => {
      try {
        // Pino flushes its destination after a line at `fatal`.
        logger.fatal({ origin, err: thrown }, 'an uncaught error ends the process');
      } finally {
        process.exit(1);
      }
    });
}
