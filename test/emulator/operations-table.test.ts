import { describe, expect, test } from '@jest/globals';
import { OPERATIONS as DOCUMENTED } from '../../src/emulator/operations/operations.js';
import { OPERATIONS, type UpstreamOperation } from '../../src/stream/operations.js';
import { ADAPTERS } from '../../src/upstream/operations.js';
import { samplesOf } from '../support/sample-requests.js';

const NAMES = Object.keys(OPERATIONS) as UpstreamOperation[];

/** The emulator follows the documentation alone; the gateway's own table must not contradict it. */
describe.each(NAMES)('%s', (operation) => {
  const { method, limit } = OPERATIONS[operation];

  test('is emulated with the limit that the gateway keeps, and takes the method that it sends', () => {
    const documented = DOCUMENTED.get(operation);
    expect(documented?.limit).toEqual(limit);
    expect(documented?.methods).toContain(method);
  });

  test('is sent with documented parameters alone', () => {
    const sent = paramsOf(operation);
    expect(Object.keys(sent)).not.toEqual([]);
    expect(DOCUMENTED.get(operation)?.parameters).toEqual(expect.arrayContaining(Object.keys(sent)));
  });
});

function paramsOf(operation: UpstreamOperation): Readonly<Record<string, string>> {
  const { toParams } = ADAPTERS[operation];
  const all = samplesOf(operation).map((request) => toParams(request));
  return Object.assign({}, ...all) as Readonly<Record<string, string>>;
}
