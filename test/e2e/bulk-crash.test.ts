import { describe, expect, test } from '@jest/globals';
import { crashRun } from '../support/bulk-crash.js';
import { hasPostgres } from '../support/postgres.js';

(hasPostgres ? describe : describe.skip)('a bulk job whose replicas are killed', () => {
  test('completes; each item has one outcome, none is missing, none is resumed more than twice', async () => {
    const report = await crashRun({ items: 240, kills: 6, perSecond: 40, random: Math.random });
    const { state, total, resumed, failed, kills } = report;
    expect({ state, total, resumed, failed, kills }).toEqual({
      ...{ state: 'FINISHED', total: 240, resumed: 240, failed: 0, kills: 6 },
    });
    expect(report.outcomes.size).toBe(240);
    expect(new Set(report.outcomes.values())).toEqual(new Set(['RESUMED']));
    expect(report.calls.size).toBe(240);
    expect(Math.max(...report.calls.values())).toBeLessThanOrEqual(2);
    expect(report.stillForbidden).toBe(0);
  }, 90_000);
});
