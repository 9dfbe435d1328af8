import { beforeEach, describe, expect, test } from '@jest/globals';
import { type BulkJob } from '../../src/cli/bulk-job.js';
import { createProgress } from '../../src/cli/progress.js';
import { type Terminal } from '../../src/cli/terminal.js';
import { EN } from '../../src/cli/text/en.js';
import { ZH_CN } from '../../src/cli/text/zh-cn.js';

let nowMs: number;
let lines: string[];
let drawn: string[];
let errors: string[];
beforeEach(() => {
  [nowMs, lines, drawn, errors] = [0, [], [], []];
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
const terminal = (
  isReal: boolean,
  columns = 80,
  text = EN,
): Pick<Terminal, 'out' | 'err' | 'overwrite' | 'columns' | 'text'> => ({
  text,
  out: (line) => lines.push(line),
  err: (line) => errors.push(line),
  overwrite: isReal ? (line) => drawn.push(line) : undefined,
  columns: () => columns,
});

describe('progress', () => {
  test('without a terminal, prints at most one line per second, and always the last one', () => {
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

  test('uses the remaining time that the gateway computes from the budget', () => {
    createProgress(terminal(false), () => nowMs).show(job(600, { secondsLeft: 80, failed: 2, skipped: 3 }));
    expect(lines).toEqual(['605 of 3,000 (20%), 1 min 20 s left, 2 failed, 3 skipped']);
  });

  test('draws a bar that always fits the line of a terminal', () => {
    const progress = createProgress(terminal(true, 60), () => nowMs);
    progress.show(job(1_500, { secondsLeft: 3_000, failed: 12 }));
    progress.end();
    expect(drawn).toEqual(['[############............] 1,512 of 3,000 (50%), 50 min 0 s']);
    expect(lines).toEqual(['']);
  });

  test('omits the bar if only the numbers fit', () => {
    createProgress(terminal(true, 30), () => nowMs).show(job(1_500));
    expect(drawn).toEqual(['1,500 of 3,000 (50%)']);
  });

  test('a bar in Chinese also fits the line, where a character takes two columns', () => {
    createProgress(terminal(true, 60, ZH_CN), () => nowMs).show(
      job(1_500, { secondsLeft: 60, failed: 1234 }),
    );
    expect(drawn).toEqual(['[#####################...] 2,734/3,000（91%）, 剩余 1 min 0']);
  });

  test('a gateway that does not answer is reported once, without a rate, and its return is reported once', () => {
    const progress = createProgress(terminal(true), () => nowMs);
    progress.show(job(0));
    nowMs += 1_000;
    progress.show(job(30));
    progress.showUnreachable(1_000);
    progress.showUnreachable(2_000);
    progress.show(job(60));
    expect(errors).toEqual([EN.bulk.lost, EN.bulk.back]);
    expect(drawn.slice(1)).toEqual([
      '[........................] 30 of 3,000 (1%), 30.0/s, 1 min 39 s left',
      '[........................] 30 of 3,000 (1%), no answer for 1 s',
      '[........................] 30 of 3,000 (1%), no answer for 2 s',
      '[........................] 60 of 3,000 (2%)',
    ]);
  });

  test('an empty job is complete', () => {
    createProgress(terminal(false), () => nowMs).show(job(0, { total: 0, state: 'FINISHED' }));
    expect(lines).toEqual(['0 of 0 (100%)']);
  });
});
