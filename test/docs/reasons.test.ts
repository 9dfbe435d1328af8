import { describe, expect, test } from '@jest/globals';
import { CREDENTIAL_REASONS, KEY_REASONS, UPSTREAM_REASONS } from '../../src/stream/reasons.js';
import { codesOf, tableOf } from './pages.js';

const rows = tableOf('docs/operations.md', 'part').map(([part = '', reason = '', ...words]) => ({
  part,
  reason: codesOf(reason)[0] ?? '',
  words,
}));

describe('the reasons of docs/operations.md', () => {
  test.each([
    ['keys', KEY_REASONS],
    ['credentials', CREDENTIAL_REASONS],
    ['upstream', UPSTREAM_REASONS],
  ] as const)('are those of the closed list for %s, each once', (part, reasons) => {
    const documented = rows.filter((row) => row.part === part).map(({ reason }) => reason);
    expect(documented.toSorted()).toEqual([...reasons].toSorted());
  });

  test('have a meaning and an advice for each word', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter(({ words }) => words.length !== 2 || words.includes(''))).toEqual([]);
  });
});
