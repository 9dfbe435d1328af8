import { beforeEach, describe, expect, test } from '@jest/globals';
import { type BulkJob } from '../../src/cli/bulk-job.js';
import { createProgress } from '../../src/cli/progress.js';
import { type Terminal } from '../../src/cli/terminal.js';

let nowMs: number;
let lines: string[];
let drawn: string[];
beforeEach(() => {
  [nowMs, lines, drawn] = [0, [], []];
});

const job = (resumed: number, fields: Partial<BulkJob> = {}): BulkJob => ({
  id: 'j',
  state: 'RUNNING',
  total: 3_000,
  resumed,
  failed: 0,
  cancelled: 0,
  skipped: 0,
  secondsLeft: null,
  ...fields,
});
const terminal = (isReal: boolean, columns = 80): Pick<Terminal, 'out' | 'overwrite' | 'columns'> => ({
  out: (line) => lines.push(line),
  overwrite: isReal ? (line) => drawn.push(line) : undefined,
  columns: () => columns,
});

describe('progress', () => {
  test('prints a line a second at most where there is no terminal, the last one always', () => {
    const progress = createProgress(terminal(false), () => nowMs);
    for (const resumed of [0, 8, 15, 23, 30, 38]) {
      progress.show(job(resumed));
      nowMs += 250;
    }
    progress.show(job(3_000, { state: 'FINISHED' }));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('0 of 3,000 (0%)');
    expect(lines[1]).toBe('30 of 3,000 (1%), 30.0/s, 1 min 39 s left');
    expect(lines[2]).toMatch(/^3,000 of 3,000 \(100%\), [\d.]+\/s$/);
  });

  test('takes the time left from the gateway, which knows the budget', () => {
    createProgress(terminal(false), () => nowMs).show(job(600, { secondsLeft: 80, failed: 2, skipped: 3 }));
    expect(lines).toEqual(['605 of 3,000 (20%), 1 min 20 s left, 2 failed, 3 skipped']);
  });

  test('draws a bar that never breaks the line of a terminal', () => {
    const progress = createProgress(terminal(true, 40), () => nowMs);
    progress.show(job(1_500));
    progress.end();
    expect(drawn).toEqual(['[############............] 1,500 of 3,0']);
    expect(lines).toEqual(['']);
  });

  test('a job of nothing is at its end', () => {
    createProgress(terminal(false), () => nowMs).show(job(0, { total: 0, state: 'FINISHED' }));
    expect(lines).toEqual(['0 of 0 (100%)']);
  });
});
