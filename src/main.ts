#!/usr/bin/env node
import { refuseOldNode } from './node-version.js';

/**
 * The command and the start of the gateway. An older Node.js cannot even load the other modules, so that its version is
 * checked before they are imported.
 */
const refusal = refuseOldNode(process.versions.node);
if (refusal === undefined) {
  const { main } = await import('./start.js');
  main();
} else {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
}
