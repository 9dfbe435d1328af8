import { describe, expect, test } from '@jest/globals';
import { crashRun } from '../support/bulk-crash.js';
import { hasPostgres } from '../support/postgres.js';

(hasPostgres ? describe : describe.skip)('a bulk job whose replicas are killed', () => {
  test('completes: each item has one outcome, no item is missing, and no item is resumed more than twice', async () => {
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
    // A replica that is killed between the mark of an item and its call leaves an item that looks sent. After two marks
    // the item fails, so that no item is sent a third time.
    const calls = (stream: string): number => report.calls.get(stream) ?? 0;
    const uncalled = failures.filter(([stream]) => calls(stream) === 0).length;
    expect(report.calls.size).toBe(240 - uncalled);
    expect(Math.max(...report.calls.values())).toBeLessThanOrEqual(2);
    expect(report.stillForbidden).toBe(uncalled);
    expect(failed).toBeLessThan(12);
  }, 90_000);
});
