import { expect, test } from '@jest/globals';
import { STORE_REASONS } from '../../src/stream/reasons.js';
import { codesOf, tableOf } from './pages.js';

test('docs/operations.md says of each reason of the store, once, what to look at', () => {
  const rows = tableOf('docs/operations.md', 'reason');
  expect(rows.flatMap(([reasons = '']) => codesOf(reasons)).toSorted()).toEqual(
    [...STORE_REASONS].toSorted(),
  );
  expect(rows.filter(([, advice = '']) => advice === '')).toEqual([]);
});
