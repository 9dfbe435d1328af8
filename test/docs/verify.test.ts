import { expect, test } from '@jest/globals';
import { RECORD_STEPS } from '../../src/cli/record/steps.js';
import { parseRecording } from '../../src/upstream/recording/parse-recording.js';
import { RECORDING_REASONS } from '../../src/upstream/recording/recording-file.js';
import { blocksOf, codesOf, tableOf } from './pages.js';

const PAGE = 'docs/verify.md';

test('docs/verify.md lists every reason why a recording stops', () => {
  expect(tableOf(PAGE, '`reason` ').flatMap(([cell]) => codesOf(cell))).toEqual([...RECORDING_REASONS]);
});

test('docs/verify.md has every step of the command record, in order', () => {
  const steps = tableOf(PAGE, 'step ').flatMap(([cell]) => codesOf(cell));
  expect(steps).toEqual(RECORD_STEPS.map(({ name }) => name));
});

test('the line of docs/verify.md is a line of a recording', () => {
  const [block] = blocksOf(PAGE).filter(({ language }) => language === 'json');
  expect(parseRecording(JSON.stringify(JSON.parse(block?.text ?? '')))).toHaveLength(1);
});
