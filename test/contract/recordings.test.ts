import { describe, expect, test } from '@jest/globals';
import { ANSWER_FAULTS } from '../../src/emulator/faults/answer-faults.js';
import { CONNECTION_FAULTS } from '../../src/emulator/faults/connection-faults.js';
import { CODE_FAULTS } from '../../src/emulator/faults/documented-codes.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { OPERATIONS } from '../../src/stream/operations.js';
import { STEPS } from '../../src/upstream/recording/recorded-exchange.js';
import { createCoreReplay, createSdkReplay } from '../../src/upstream/recording/replay-client.js';
import { loadGeneratedPackage } from '../../src/upstream/sdk/generated-client.js';
import { findEmulatorWords } from '../support/emulator-words.js';
import { loadShape } from '../support/generated-client-shape.js';
import { readRecordings } from '../support/recording-folder.js';
import { recordingsContract } from './recordings.contract.js';

recordingsContract('core', () => Promise.resolve(createCoreReplay()));
recordingsContract('an object of the generated client’s shape', async () =>
  createSdkReplay(await loadShape()),
);
const generated = await loadGeneratedPackage();
if (generated === undefined)
  test.skip('the generated client: skipped, because @alicloud/live20161101 is not installed', () =>
    undefined);
else recordingsContract('the generated client', () => Promise.resolve(createSdkReplay(generated)));

const recordings = readRecordings();

describe('the folder of recordings', () => {
  test.each(recordings.map(({ name, text }): [string, string] => [name, text]))(
    '%s contains no key, host, account, address or name',
    (_, text) => {
      expect(findEmulatorWords(text)).toEqual([]);
    },
  );

  test.each(Object.values(LEAK_MARKS))('the check finds the leak mark %s', (mark) => {
    expect(findEmulatorWords(`{"Message":"${mark}"}`)).toContain(mark);
  });

  test.each(['match-42', 'PUSH.example.com', 'http://a.b/', '10.0.0.1', '"live"', 'LTAI5tSomeKey'])(
    'the check finds the word %s',
    (word) => {
      expect(findEmulatorWords(`{"Message":"${word}"} "${word}"`)).not.toEqual([]);
    },
  );

  test.each(recordings.map((recording): [string, typeof recording] => [recording.name, recording]))(
    '%s names the correct source: the emulator or ApsaraVideo Live',
    (name, { exchanges }) => {
      const source = name.startsWith('emulator/') ? 'emulator' : 'alibaba';
      expect(new Set(exchanges.map((exchange) => exchange.source))).toEqual(new Set([source]));
    },
  );

  test('the recordings contain every operation, with successes and refusals', () => {
    const all = recordings.flatMap(({ exchanges }) => exchanges);
    expect(new Set(all.map(({ operation }) => operation))).toEqual(new Set(Object.keys(OPERATIONS)));
    expect(all.filter(({ made }) => 'error' in made).length).toBeGreaterThan(100);
  });

  test('the recordings contain every step of this command: npm run recordings', () => {
    const steps = recordings.flatMap(({ exchanges }) => exchanges.map(({ step }) => step));
    expect(STEPS.filter((step) => !steps.includes(step))).toEqual([]);
  });

  test.each([
    ['emulator/codes.jsonl', CODE_FAULTS],
    ['emulator/answers.jsonl', ANSWER_FAULTS],
    ['emulator/connections.jsonl', CONNECTION_FAULTS],
  ])(
    '%s contains every fault of the emulator, for an action and for a list: npm run recordings',
    (name, faults) => {
      const recording = recordings.find((one) => one.name === name);
      expect(recording?.exchanges).toHaveLength(2 * Object.keys(faults).length);
    },
  );
});
