import { readFileSync } from 'node:fs';
import { parse, stripIgnoredCharacters } from 'graphql';
import { decodeText, UndecodableText, withoutByteOrderMark } from '../../stream/strict-text.js';
import { codeOf } from '../../stream/thrown.js';
import { type DocumentGate } from './document-gate.js';
import { DocumentRefused } from './document-refused.js';

/** The ways in which a request identifies its document. */
export interface DocumentReference {
  /** The id: `sha256:<hex>` or the hash alone. */
  readonly id?: string | undefined;
  readonly text?: string | undefined;
}

export interface TrustedDocuments {
  /**
   * Returns the text of a document in the manifest.
   * @throws DocumentRefused for any other document
   */
  find(reference: DocumentReference): string;
}

/** The message by which Apollo clients recognize this error. */
const NOT_FOUND = 'PersistedQueryNotFound';

const withoutPrefix = (id: string): string => id.replace(/^sha256:/, '');

/**
 * Reads the manifests that the client preset of GraphQL Code Generator writes, `{ "<hash>": "<document>" }`.
 * @throws Error with one line that names the setting, if a file cannot be read, is not a manifest, or contains a
 *   document that the document gate refuses
 */
export function loadTrustedDocuments(paths: readonly string[], gate: DocumentGate): TrustedDocuments {
  const entries = paths.flatMap(readEntries);
  const byId = new Map<string, string>();
  const byText = new Map<string, string>();
  const texts = new Set<string>();
  for (const [id, text] of entries) {
    checkDocument(id, text, gate);
    byId.set(withoutPrefix(id), text);
    texts.add(text);
    byText.set(stripIgnoredCharacters(text), text);
  }
  return {
    find({ id, text }) {
      const found = id === undefined ? undefined : byId.get(withoutPrefix(id));
      if (id !== undefined && found === undefined)
        throw new DocumentRefused('PERSISTED_QUERY_NOT_FOUND', NOT_FOUND);
      if (text === undefined && found !== undefined) return found;
      const listed = text === undefined || texts.has(text) ? text : byText.get(strip(text));
      if (listed === undefined || (found !== undefined && found !== listed))
        throw new DocumentRefused('BAD_REQUEST', 'This gateway executes only documents in its manifest.');
      return listed;
    },
  };
}

function readEntries(path: string): [string, unknown][] {
  const entries = Object.entries(readManifest(path));
  if (entries.length === 0) throw fault('the manifest contains no document');
  return entries;
}

function strip(text: string): string {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return '';
  }
}

function readManifest(path: string): Record<string, unknown> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(withoutByteOrderMark(decodeText(readFileSync(path))));
  } catch (thrown) {
    if (thrown instanceof UndecodableText) throw fault(`line ${thrown.line} of the file is not UTF-8`);
    // Errors of JSON.parse have no code.
    const code = codeOf(thrown);
    throw fault(code === undefined ? 'the file is not JSON' : `the file cannot be read (${code})`);
  }
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    throw fault('the file is not a JSON object that maps hashes to documents');
  return manifest as Record<string, unknown>;
}

function checkDocument(id: string, text: unknown, gate: DocumentGate): asserts text is string {
  const name = JSON.stringify(id.slice(0, 80));
  if (typeof text !== 'string') throw fault(`${name} is not a string`);
  try {
    parse(text);
  } catch {
    throw fault(`${name} is not a GraphQL document`);
  }
  try {
    gate.admit(text);
  } catch (thrown) {
    throw fault(`${name}: ${(thrown as DocumentRefused).message}`);
  }
}

function fault(message: string): Error {
  return new Error(`TRUSTED_DOCUMENTS: ${message}`);
}
