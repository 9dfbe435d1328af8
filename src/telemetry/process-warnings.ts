import { type Logger } from './logger.js';

/**
 * Logs each warning of Node.js and libraries as one line, instead of the text that Node.js writes to standard
 * error. The text of a warning is left out, because it may quote addresses. Its code and its package are enough
 * to find its meaning.
 */
export function logWarnings(logger: Logger): void {
  // Node.js prints warnings with its own listener.
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error & { readonly code?: string }) => {
    const { name, code, stack = '' } = warning;
    const [, origin] = /node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/.exec(stack) ?? [];
    logger.warn({ warning: name, code, package: origin }, 'a warning of Node.js or of a package');
  });
}
