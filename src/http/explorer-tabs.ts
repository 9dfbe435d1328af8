import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExplorerTab } from './explorer.js';

/**
 * The documents that clients are generated from, each with the variables that work against the seeded emulator. Those that
 * need the id of a job have none: no job is seeded.
 * @param first the document of the first tab, by its file name without ending
 */
export function readTabs(folder: string, first: string): ExplorerTab[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const order = (name: string): string => (name === `${first}.graphql` ? '' : name);
  return names
    .sort((a, b) => order(a).localeCompare(order(b)))
    .map((name) => ({
      query: readFileSync(join(folder, name), 'utf8'),
      variables: readFileSync(join(folder, name.replace(/\.graphql$/, '.variables.json')), 'utf8'),
    }))
    .filter(({ variables }) => !variables.includes('"id":'));
}
