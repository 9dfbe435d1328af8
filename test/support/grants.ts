import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes a grants file for the role of the development token, as JSON, and returns its path. */
export function writeGrants(...grants: readonly Readonly<Record<string, unknown>>[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'grants-')), 'grants.yaml');
  const match = { claim: 'roles', has: 'moderator' };
  writeFileSync(path, JSON.stringify({ grants: grants.map((grant) => ({ match, ...grant })) }));
  return path;
}
