import { type Logger } from './logger.js';

/**
 * Logs what Node.js and libraries warn of as one line each, instead of the plain text that Node.js would write to
 * standard error. A warning's text stays out, because it may quote addresses; its code and the package that it comes
 * from are enough to look it up.
 */
export function logWarnings(logger: Logger): void {
  // Node.js prints by a listener of its own.
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error & { readonly code?: string }) => {
    const { name, code, stack = '' } = warning;
    const [, origin] = /node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/.exec(stack) ?? [];
    logger.warn({ warning: name, code, package: origin }, 'a warning of Node.js or of a package');
  });
}
