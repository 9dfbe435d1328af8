import { describe, expect, test } from '@jest/globals';
import { crashRun } from '../support/bulk-crash.js';
import { hasPostgres } from '../support/postgres.js';

(hasPostgres ? describe : describe.skip)('a bulk job whose replicas are killed', () => {
  test('completes; each item has one outcome, none is missing, none is resumed more than twice', async () => {
    const report = await crashRun({ items: 240, kills: 6, perSecond: 40, random: Math.random });
    const { state, total, resumed, failed, kills, outcomes } = report;
    expect({ state, total, kills, ended: resumed + failed }).toEqual({
      state: 'FINISHED',
      total: 240,
      kills: 6,
      ended: 240,
    });
    expect(outcomes.size).toBe(240);
    const failures = [...outcomes].filter(([, outcome]) => outcome !== 'RESUMED');
    expect(failures).toHaveLength(failed);
    // Both of its calls were on their way when their replica was killed, so that nobody knows.
    for (const [stream] of failures) expect(report.calls.get(stream)).toBe(2);
    expect(report.calls.size).toBe(240);
    expect(Math.max(...report.calls.values())).toBeLessThanOrEqual(2);
    expect(report.stillForbidden).toBe(0);
  }, 90_000);
});
