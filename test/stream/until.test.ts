import { describe, expect, test } from '@jest/globals';
import { toForbidOrder, untilViolations } from '../../src/stream/until.js';

const NOW = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const rules = (mode: 'UNTIL' | 'CUT', until: Date | null | undefined): string[] =>
  untilViolations({ mode, until }, 'input.until', NOW).map(({ path, rule }) => `${path} ${rule}`);

describe('the end of a forbid', () => {
  test('the end must be in the future, and a cut has no end', () => {
    expect(rules('UNTIL', new Date(NOW + 1))).toEqual([]);
    expect(rules('UNTIL', null)).toEqual([]);
    expect(rules('UNTIL', new Date(NOW))).toEqual(['input.until future']);
    expect(rules('UNTIL', new Date(NOW - DAY))).toEqual(['input.until future']);
    expect(rules('CUT', new Date(NOW + DAY))).toEqual(['input.until mode']);
    expect(rules('CUT', undefined)).toEqual([]);
  });

  test('the end is rounded up to whole seconds', () => {
    const until = new Date(NOW + 1_001);
    expect(toForbidOrder({ mode: 'UNTIL', until }, NOW, DAY)).toEqual({
      mode: 'UNTIL',
      until: new Date(NOW + 2_000),
    });
  });

  test('the end is always explicit, and its default is the configured time from now', () => {
    expect(toForbidOrder({ mode: 'UNTIL' }, NOW, DAY)).toEqual({ mode: 'UNTIL', until: new Date(NOW + DAY) });
    expect(toForbidOrder({ mode: 'CUT' }, NOW, DAY)).toEqual({ mode: 'CUT' });
  });
});
