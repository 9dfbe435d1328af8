import { enableCompileCache } from 'node:module';
import type { App } from './app.js';
import { ConfigError } from './config/config.js';
import { maskUrlsIn, toPrintable } from './config/mask-url.js';
import { codeOf } from './stream/thrown.js';

/**
 * Reads the settings, creates the gateway, listens, and drains on SIGTERM. If the start fails, it prints one
 * line for each fault and ends with exit code 1. Modules are loaded when they are needed: a command does not
 * load the gateway, and signal handlers are registered before the parts are loaded.
 */
async function run(): Promise<void> {
  // Caches compiled code of the packages in the temporary folder of the system, so that the next start is
  // faster.
  enableCompileCache();
  const [command, ...argv] = process.argv.slice(2);
  const starts = command === undefined || (command === 'serve' && argv.length === 0);
  const printsConfig = command === '--print-config' || (command === 'config' && argv.length === 0);
  if (!starts && !printsConfig) {
    const { runCommand } = await import('./cli/run-command.js');
    process.exitCode = await runCommand(command, argv, process);
    return;
  }
  const onReady = printsConfig ? undefined : onSignals();
  const { readConfig } = await import('./config/read-config.js');
  const { config, secrets, warnings } = readConfig(process.env);
  if (onReady === undefined) {
    for (const warning of warnings) process.stderr.write(`${warning}\n`);
    process.stdout.write(`${toPrintable(config)}\n`);
    return;
  }
  const { createLogger } = await import('./telemetry/logger.js');
  const { endOnEscapedErrors } = await import('./telemetry/escaped-errors.js');
  const { logWarnings } = await import('./telemetry/process-warnings.js');
  const logger = createLogger({ level: config.logLevel });
  endOnEscapedErrors(logger);
  logWarnings(logger);
  if (warnings.length > 0) logger.warn({ warnings }, 'some variables look like misspelled settings');
  const { createApp } = await import('./app.js');
  const gateway = await createApp(config, secrets, { logger });
  const { url } = await gateway.listen();
  onReady(gateway);
  const { toBanner, toReadyLine } = await import('./banner.js');
  const { client, token, emulatorEndpoint } = gateway;
  const start = { url, config, client, token, emulatorEndpoint };
  process.stdout.write(`${toBanner(start)}\n`);
  if (!process.stdout.isTTY) process.stdout.write(`${toReadyLine(start)}\n`);
}

/**
 * Handles signals from the start, because a signal without a handler has no effect in the first process of a
 * container. Before the gateway is ready, it has no requests to answer. Then it ends immediately, with exit code
 * 0 like after a drain, because it ended as requested. The database rolls back an interrupted migration.
 *
 * @returns a function that receives the gateway to drain on a signal
 */
function onSignals(): (gateway: App) => void {
  let ready: App | undefined;
  let closing: Promise<void> | undefined;
  const stop = (): void => {
    if (ready === undefined) process.exit(0);
    closing ??= ready.close().then(() => {
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', () => {
    void ready?.reload();
  });
  return (gateway) => {
    ready = gateway;
  };
}

/**
 * Returns the printable reason of a failed start: the line of an error of the gateway, or a message for a code
 * of the system.
 */
function explain(thrown: unknown): string {
  if (thrown instanceof ConfigError) return thrown.message;
  if (!(thrown instanceof Error)) return 'the gateway cannot start';
  const code = codeOf(thrown);
  if (code === 'EADDRINUSE')
    return 'PORT: the port is in use; free it or set another PORT (0 selects a free port)';
  if (code === 'EACCES')
    return 'PORT: the gateway has no permission to open this port; set a PORT above 1023';
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return 'HOST: this address does not belong to this machine; set HOST to an address of this machine';
  return maskUrlsIn(thrown.message.split('\n', 1).join(''));
}

/** Runs the gateway or a command, and ends the process with exit code 1 if it fails. */
export function main(): void {
  run().catch((thrown: unknown) => {
    process.stderr.write(`${explain(thrown)}\n`);
    process.exit(1);
  });
}
