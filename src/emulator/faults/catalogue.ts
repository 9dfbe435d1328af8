import { ANSWER_FAULTS } from './answer-faults.js';
import { type FaultRow } from './behaviour.js';
import { CONNECTION_FAULTS } from './connection-faults.js';
import { CODE_FAULTS, type DocumentedCode } from './documented-codes.js';

export type FaultName = DocumentedCode | keyof typeof ANSWER_FAULTS | keyof typeof CONNECTION_FAULTS;

/** All faults of API calls, by name. */
export const FAULTS: Readonly<Record<FaultName, FaultRow>> = {
  ...CODE_FAULTS,
  ...ANSWER_FAULTS,
  ...CONNECTION_FAULTS,
};

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}
