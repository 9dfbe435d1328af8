/**
 * Writes what is generated and committed: the two schema files, and the page of errors. Run by `npm run artefacts`,
 * after the sources are built and before the typed documents are generated from schema/api.graphql.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createUnservedSchema, toApiSdl, toSubgraphSdl } from '../dist/graphql/artefacts.js';
import { ERROR_CODES } from '../dist/stream/error-codes.js';
import { ANSWER_ROWS, SYMPTOM_ROWS } from '../dist/upstream/error-table.js';
import { toErrorPage } from './error-page.ts';
import { PROTOCOL_ROWS } from './protocol-codes.ts';

const root = join(import.meta.dirname, '..');
const { subgraph, api } = await createUnservedSchema();
const tables = {
  codes: ERROR_CODES,
  answers: ANSWER_ROWS,
  symptoms: SYMPTOM_ROWS,
  protocol: PROTOCOL_ROWS,
};

/** @type {Readonly<Record<string, string>>} */
const files = {
  'schema/subgraph.graphql': toSubgraphSdl(subgraph),
  'schema/api.graphql': toApiSdl(api),
  'docs/errors.md': toErrorPage(tables),
};
for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
