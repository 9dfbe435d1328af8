import { enableCompileCache } from 'node:module';
import type { App } from './app.js';
import { ConfigError } from './config/config.js';
import { maskUrlsIn, toPrintable } from './config/mask-url.js';
import { codeOf } from './stream/thrown.js';

/**
 * Environment → config → compose → listen → drain on SIGTERM. Exit code 1 with one line a fault where it cannot start.
 * What is needed is loaded when it is known: a command loads no gateway, and signals have a listener before the parts.
 */
async function run(): Promise<void> {
  // Compiled code of the packages is kept in the system's folder for temporary files. A second start reads it from there.
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
  if (warnings.length > 0) logger.warn({ warnings }, 'variables that look like a misspelled setting');
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
 * Handles signals from the first moment: in the first process of a container a signal without a handler has no effect.
 * Before it is ready the gateway has no requests to answer, so it ends at once, and with 0 as after a drain: it ended
 * as requested. The database takes back a migration that is cut short.
 *
 * @returns takes the gateway that drains from then on
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

/** The printable reason of a failed start: our own one-line errors, and for the system's their code. */
function explain(thrown: unknown): string {
  if (thrown instanceof ConfigError) return thrown.message;
  if (!(thrown instanceof Error)) return 'the gateway cannot start';
  const code = codeOf(thrown);
  if (code === 'EADDRINUSE')
    return 'PORT: the port is taken; free it or set another PORT (0 takes a free one)';
  if (code === 'EACCES') return 'PORT: this port may not be opened; set a PORT above 1023';
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return 'HOST: this address is not one of this machine; set HOST to one that is';
  return maskUrlsIn(thrown.message.split('\n', 1).join(''));
}

/** Runs the gateway or a command, and ends the process with 1 where that fails. */
export function main(): void {
  run().catch((thrown: unknown) => {
    process.stderr.write(`${explain(thrown)}\n`);
    process.exit(1);
  });
}
