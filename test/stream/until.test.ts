import { describe, expect, test } from '@jest/globals';
import { toForbidOrder, untilViolations } from '../../src/stream/until.js';

const NOW = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const rules = (mode: 'UNTIL' | 'CUT', until: Date | null | undefined): string[] =>
  untilViolations({ mode, until }, 'input.until', NOW).map(({ path, rule }) => `${path} ${rule}`);

describe('the end of a forbid', () => {
  test('is in the future, and has no place in a cut', () => {
    expect(rules('UNTIL', new Date(NOW + 1))).toEqual([]);
    expect(rules('UNTIL', null)).toEqual([]);
    expect(rules('UNTIL', new Date(NOW))).toEqual(['input.until future']);
    expect(rules('UNTIL', new Date(NOW - DAY))).toEqual(['input.until future']);
    expect(rules('CUT', new Date(NOW + DAY))).toEqual(['input.until mode']);
    expect(rules('CUT', undefined)).toEqual([]);
  });

  test('is in whole seconds, a part of one counted as a whole', () => {
    const until = new Date(NOW + 1_001);
    expect(toForbidOrder({ mode: 'UNTIL', until }, NOW, DAY)).toEqual({
      mode: 'UNTIL',
      until: new Date(NOW + 2_000),
    });
  });

  test('is always said: by default as long from now as is set', () => {
    expect(toForbidOrder({ mode: 'UNTIL' }, NOW, DAY)).toEqual({ mode: 'UNTIL', until: new Date(NOW + DAY) });
    expect(toForbidOrder({ mode: 'CUT' }, NOW, DAY)).toEqual({ mode: 'CUT' });
  });
});
