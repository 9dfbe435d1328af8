import { expect, test } from '@jest/globals';
import { STORE_REASONS } from '../../src/stream/reasons.js';
import { codesOf, tableOf } from './pages.js';

test('docs/operations.md has advice for each reason of the store, once', () => {
  const rows = tableOf('docs/operations.md', 'reason');
  expect(rows.flatMap(([reasons = '']) => codesOf(reasons)).toSorted()).toEqual(
    [...STORE_REASONS].toSorted(),
  );
  expect(rows.filter(([, advice = '']) => advice === '')).toEqual([]);
});
