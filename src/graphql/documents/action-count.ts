import { type FieldNode, type GraphQLObjectType, type SelectionSetNode } from 'graphql';
import { argumentOf, type VariableValues } from './argument-values.js';
import { collectFields, type SelectionSource } from './selected-fields.js';

/** The number of actions in a mutation. */
export interface ActionCount {
  /** Root fields of the mutation, as execution collects them. */
  readonly mutations: number;
  /** Root fields, but a field with a list of streams counts once for each stream. */
  readonly actions: number;
}

/** The largest number of actions in one request, and of streams in one list. */
export const MAX_ACTIONS = 25;

/** The mutations that act on each member of a list, with the name of the list in `input`. */
const ACTS_ON_EACH: ReadonlyMap<string, string> = new Map([['resumeLiveStreams', 'streams']]);

/** Counts the actions of a mutation. A list that is too long is refused later, and counts as the longest list. */
export function countActions(
  source: SelectionSource,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
): ActionCount {
  let mutations = 0;
  let actions = 0;
  for (const [node] of collectFields(source, type, [selectionSet]).values()) {
    if (node === undefined || node.name.value.startsWith('__')) continue;
    mutations += 1;
    actions += actionsOf(node, source.variables);
  }
  return source.steps < 0 ? { mutations, actions: Infinity } : { mutations, actions };
}

function actionsOf(node: FieldNode, variables: VariableValues): number {
  const name = ACTS_ON_EACH.get(node.name.value);
  if (name === undefined) return 1;
  const input = argumentOf(node, 'input', variables);
  const list = typeof input === 'object' && input !== null ? (input as VariableValues)[name] : undefined;
  return Array.isArray(list) ? Math.min(Math.max(1, list.length), MAX_ACTIONS) : 1;
}
