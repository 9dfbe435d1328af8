import { DEMO_ACCOUNTS, demoAccountsWorld } from './demo-world.js';
import { createEmulator } from './server.js';

/** The default of EMULATOR_PORT. With the port 0, the operating system chooses a free port. */
const DEFAULT_PORT = '4010';
const MAX_PORT = 65_535;

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= MAX_PORT)) throw new Error(`EMULATOR_PORT must be a port from 0 to ${MAX_PORT}`);
  return port;
}

/** Starts the emulator without a gateway, with the demo world. */
async function start(): Promise<void> {
  const world = demoAccountsWorld();
  const emulator = createEmulator(world);
  const { endpoint } = await emulator.listen(parsePort(process.env['EMULATOR_PORT'] ?? DEFAULT_PORT));
  const stop = (): void => {
    void emulator.close();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  const lines = [
    `ApsaraVideo Live emulator (API 2016-11-01) on http://${endpoint}`,
    ...DEMO_ACCOUNTS.flatMap(({ name, accessKeyId, accessKeySecret }) => [
      `  account            ${name}`,
      `  access key id      ${accessKeyId}`,
      `  access key secret  ${accessKeySecret}`,
    ]),
    `  admin interface    http://${endpoint}/_emulator/calls, forbidden, online, faults, settings, stats`,
    ...world.domains.map(({ ingest, streaming }) => `  domain             ${ingest} -> ${streaming}`),
    ...emulator.forbidden().map((s) => `  forbidden          ${s.domainName} ${s.appName}/${s.streamName}`),
    ...emulator.online().map((s) => `  online             ${s.domainName} ${s.appName}/${s.streamName}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

start().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exitCode = 1;
});
