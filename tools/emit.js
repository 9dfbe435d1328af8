/**
 * Writes the generated files that are committed: the two schema files, and the page of errors in
 * both languages. Run by `npm run artefacts`, after the build and before the typed documents are
 * generated from schema/api.graphql.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createUnservedSchema, toApiSdl, toSubgraphSdl } from '../dist/graphql/artefacts.js';
import { ERROR_CODES } from '../dist/stream/error-codes.js';
import { ANSWER_ROWS, SYMPTOM_ROWS } from '../dist/upstream/error-table.js';
import { toErrorPage } from './error-page.ts';
import { CHINESE_ERROR_PAGE } from './error-page-zh.ts';
import { PROTOCOL_ROWS } from './protocol-codes.ts';
import { toCurrent } from './translations.ts';

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

const CHINESE = 'docs/zh/errors.md';
writeFileSync(join(root, CHINESE), toErrorPage(tables, CHINESE_ERROR_PAGE));
writeFileSync(
  join(root, CHINESE),
  toCurrent(CHINESE, (path) => readFileSync(join(root, path), 'utf8')),
);
