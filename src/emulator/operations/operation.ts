import { type Parameters } from '../wire/query.js';
import { type World } from '../world/world.js';

/** A call with a verified signature and within its limit. */
export interface OperationCall {
  readonly parameters: Parameters;
  readonly world: World;
  readonly accountId: string;
  readonly nowMs: number;
}

/** The fields of the answer, without RequestId. */
export type ResultFields = Readonly<Record<string, unknown>>;

/** @throws Refusal with a documented code */
export type Operation = (call: OperationCall) => ResultFields;
