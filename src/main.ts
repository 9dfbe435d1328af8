#!/usr/bin/env node
import { composeGateway, type Gateway } from './compose.js';
import { bulkResumeCommand } from './cli/bulk-resume-command.js';
import { moveStoreCommand } from './cli/move-store-command.js';
import { ramPolicyCommand } from './cli/ram-policy-command.js';
import { resumeCommand } from './cli/resume-command.js';
import { createTerminal, type Terminal } from './cli/terminal.js';
import { ConfigError } from './config/config.js';
import { readConfig } from './config/read-config.js';
import { codeOf } from './stream/thrown.js';
import { toBanner, toReadyLine } from './banner.js';

/** Environment → config → compose → listen → drain on SIGTERM. Exit code 1 with one line a fault where it cannot start. */
async function main(): Promise<void> {
  const [command, ...argv] = process.argv.slice(2);
  if (command !== undefined && !command.startsWith('-')) {
    process.exitCode = await runCommand(command, argv, createTerminal(process));
    return;
  }
  const { config, secrets } = readConfig(process.env);
  if (process.argv.includes('--print-config')) {
    process.stdout.write(`${JSON.stringify(config, null, 2)}\n`);
    return;
  }
  const gateway = await composeGateway(config, secrets);
  const { url } = await gateway.listen();
  const start = { url, config, token: gateway.token, emulatorEndpoint: gateway.emulatorEndpoint };
  process.stdout.write(`${toBanner(start)}\n`);
  if (!process.stdout.isTTY) process.stdout.write(`${toReadyLine(start)}\n`);
  onSignals(gateway);
}

async function runCommand(command: string, argv: string[], terminal: Terminal): Promise<number> {
  if (command === 'ram-policy') return ramPolicyCommand(argv, process.env, terminal.out, terminal.err);
  if (command === 'bulk-resume') return bulkResumeCommand(argv, process.env, terminal);
  if (command === 'resume') return resumeCommand(argv, process.env, terminal);
  if (command === 'move-store') return moveStoreCommand(argv, process.env, terminal);
  terminal.err('There is no such command; there are bulk-resume, move-store, ram-policy and resume.');
  return 2;
}

function onSignals(gateway: Gateway): void {
  process.on('SIGHUP', () => {
    gateway.reload();
  });
  let closing: Promise<void> | undefined;
  const stop = (): void => {
    closing ??= gateway.close().then(() => {
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** What may be said of a failed start: our own one-line errors, and for the system's their code. */
function explain(thrown: unknown): string {
  if (thrown instanceof ConfigError) return thrown.message;
  if (!(thrown instanceof Error)) return 'the gateway cannot start';
  const code = codeOf(thrown);
  if (code === 'EADDRINUSE')
    return 'PORT: the port is taken; free it or set another PORT (0 takes a free one)';
  if (code === 'EACCES') return 'PORT: this port may not be opened; set a PORT above 1023';
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return 'HOST: this address is not one of this machine; set HOST to one that is';
  return thrown.message.split('\n', 1).join('');
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${explain(thrown)}\n`);
  process.exit(1);
});
