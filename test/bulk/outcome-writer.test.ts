import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { type OutcomeRecord } from '../../src/bulk/job-store.js';
import { OutcomeWriter } from '../../src/bulk/outcome-writer.js';
import { systemClock } from '../../src/stream/clock.js';

const record = (seq: number): OutcomeRecord => ({
  seq,
  attempts: 1,
  unanswered: 0,
  outcome: 'RESUMED',
  requestId: 'R-1',
  code: undefined,
  dueInMs: 0,
});

/** Adds the first outcome, and the second one when the write of the first has ended and `turns` promises later. */
function createWriter(turns: number, fails: (seq: number) => boolean = () => false) {
  const written: number[] = [];
  const addLate = async (): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    writer.add(record(2));
  };
  const ended = (seq: number | undefined): void => {
    if (seq === 1) void addLate();
  };
  const writer = new OutcomeWriter({
    write: (records) => {
      if (records.some(({ seq }) => fails(seq))) return Promise.reject(new Error('away'));
      written.push(...records.map(({ seq }) => seq));
      return Promise.resolve();
    },
    onWritten: ([first]) => {
      ended(first?.seq);
    },
    onFault: () => {
      ended(1);
    },
    pauseMs: 1,
    clock: systemClock,
  });
  writer.add(record(1));
  return { writer, written };
}

describe('the writer of outcomes', () => {
  test.each([0, 1, 2, 3, 4, 5, 6])(
    'writes an outcome that arrives %i promises after the end of the previous write',
    async (turns) => {
      const { written } = createWriter(turns);
      await sleep(50);
      expect(written).toEqual([1, 2]);
    },
  );

  test.each([0, 1, 2, 3, 4, 5, 6])(
    'is closed only when an outcome that arrives %i promises after a failed write is written',
    async (turns) => {
      const { writer, written } = createWriter(turns, (seq) => seq === 1);
      const closed = writer.close();
      await sleep(50);
      await closed;
      expect(written).toEqual([2]);
    },
  );
});
