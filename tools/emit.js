// @ts-check
/**
 * Writes what is generated and committed: the two schema files, and the page of errors. Run by `npm run artefacts`,
 * after the sources are built and before the typed documents are generated from schema/api.graphql.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createUnservedSchema, toApiSdl, toSubgraphSdl } from '../dist/graphql/artefacts.js';

const root = join(import.meta.dirname, '..');
const { subgraph, api } = await createUnservedSchema();

/** @type {Readonly<Record<string, string>>} */
const files = {
  'schema/subgraph.graphql': toSubgraphSdl(subgraph),
  'schema/api.graphql': toApiSdl(api),
};
for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
