import { type FieldNode, type GraphQLObjectType, type SelectionSetNode } from 'graphql';
import { argumentOf, type VariableValues } from './argument-values.js';
import { collectFields, type SelectionSource } from './selected-fields.js';

/** What a mutation does. */
export interface ActionCount {
  /** Fields at its root, as execution collects them. */
  readonly mutations: number;
  /** The same, with each member of a list that is acted on one by one. */
  readonly actions: number;
}

/** The most actions of one request, and of one list. */
export const MAX_ACTIONS = 25;

/** Mutations that act on each member of a list: where the list stands in `input`. */
const ACTS_ON_EACH: ReadonlyMap<string, string> = new Map([['resumeLiveStreams', 'streams']]);

/** Counts the actions of a mutation. A list that is too long, and so refused, counts as the longest. */
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
