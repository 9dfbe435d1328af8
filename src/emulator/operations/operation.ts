import { type Parameters } from '../wire/query.js';
import { type World } from '../world/world.js';

/** A call that has passed signature, limit and faults. */
export interface OperationCall {
  readonly parameters: Parameters;
  readonly world: World;
  readonly accountId: string;
  readonly nowMs: number;
}

/** The answer's fields beside RequestId. */
export type ResultFields = Readonly<Record<string, unknown>>;

/** @throws Refusal with a documented code */
export type Operation = (call: OperationCall) => ResultFields;
