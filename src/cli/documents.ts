import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.js';

/** A document of the manifest. Each has one operation, with one field at its root. */
export interface Document {
  readonly query: string;
  /** The name of the field at the root. */
  readonly field: string;
}

const MANIFEST = join(PACKAGE_ROOT, 'schema/client/persisted-documents.json');
const OPERATION = /^\w+ (?<name>\w+)[^{]*\{\s*(?<field>\w+)/;

let documents: ReadonlyMap<string, Document> | undefined;

/**
 * Finds a document of the manifest. A gateway with trusted documents accepts the documents of this manifest.
 * @param name the name of the operation
 */
export function readDocument(name: string): Document {
  documents ??= readManifest();
  const document = documents.get(name);
  if (document === undefined) throw new TypeError(`the manifest has no ${name}`);
  return document;
}

function readManifest(): ReadonlyMap<string, Document> {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, string>;
  return new Map(
    Object.values(manifest).map((query) => {
      const { name = '', field = '' } = OPERATION.exec(query)?.groups ?? {};
      return [name, { query, field }];
    }),
  );
}
