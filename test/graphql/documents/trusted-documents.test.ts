import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadTrustedDocuments } from '../../../src/graphql/documents/trusted-documents.js';

const folder = mkdtempSync(join(tmpdir(), 'trusted-documents-'));
const path = join(folder, 'manifest.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const TEXT = '{ liveStream(domainName: "push.example.com", appName: "直播", streamName: "café") { id } }';
const gate = { admit: () => ({ actions: 0, subscriptions: 0 }) };
const load = (bytes: Buffer): string => {
  writeFileSync(path, bytes);
  return loadTrustedDocuments([path], gate).find({ id: 'a' });
};

describe('a manifest of trusted documents', () => {
  test('keeps its documents unchanged', () => {
    expect(load(Buffer.from(JSON.stringify({ a: TEXT })))).toBe(TEXT);
  });

  test('may start with a byte order mark', () => {
    expect(load(Buffer.from(`\ufeff${JSON.stringify({ a: TEXT })}`))).toBe(TEXT);
  });

  test('that is not UTF-8 is refused with the line', () => {
    const bytes = Buffer.from(`{\n  "a": "{ liveStream(appName: \\"caf\xe9\\") { id } }"\n}`, 'latin1');
    expect(() => load(bytes)).toThrow('TRUSTED_DOCUMENTS: line 2 of the file is not UTF-8');
  });
});
