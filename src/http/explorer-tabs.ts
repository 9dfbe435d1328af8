import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExplorerTab } from './explorer.js';

/**
 * Reads the documents from which clients are generated, each with variables that work with the seeded emulator.
 * Documents that need the id of a job have no variables, because no job is seeded.
 * @param first the file name of the document in the first tab, without its extension
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
