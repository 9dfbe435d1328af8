import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A grants file for the development token's role; the rest of a grant is YAML's JSON. */
export function writeGrants(...grants: readonly Readonly<Record<string, unknown>>[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'grants-')), 'grants.yaml');
  const match = { claim: 'roles', has: 'moderator' };
  writeFileSync(path, JSON.stringify({ grants: grants.map((grant) => ({ match, ...grant })) }));
  return path;
}
