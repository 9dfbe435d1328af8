import { describe, expect, test } from '@jest/globals';
import { OPERATIONS as DOCUMENTED } from '../../src/emulator/operations/operations.js';
import { OPERATIONS, type UpstreamOperation } from '../../src/stream/operations.js';
import { ADAPTERS } from '../../src/upstream/operations.js';
import { samplesOf } from '../support/sample-requests.js';

const NAMES = Object.keys(OPERATIONS) as UpstreamOperation[];

/** The emulator follows only the documentation. The table of the gateway must not contradict it. */
describe.each(NAMES)('%s', (operation) => {
  const { method, limit } = OPERATIONS[operation];

  test('has the limit that the gateway uses, and accepts the method that the gateway sends', () => {
    const documented = DOCUMENTED.get(operation);
    expect(documented?.limit).toEqual(limit);
    expect(documented?.methods).toContain(method);
  });

  test('is sent only with documented parameters', () => {
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
