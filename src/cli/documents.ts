import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.js';

const MANIFEST = join(PACKAGE_ROOT, 'schema/client/persisted-documents.json');

/**
 * A document of the manifest, so that a gateway that answers its documents alone answers this.
 * @param name the operation's
 */
export function readDocument(name: string): string {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, string>;
  const text = Object.values(manifest).find((one) => one.split(/[\s({]/, 2)[1] === name);
  if (text === undefined) throw new TypeError(`the manifest has no ${name}`);
  return text;
}
