import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type VariableValues } from './argument-values.js';

/** A document whose selections are collected, with the state of the collection. */
export interface SelectionSource {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: VariableValues;
  /** How many selections may still be visited. The collection stops below 0. */
  steps: number;
}

/** The deepest nesting of fragments to visit. A document within its limits has fewer levels. */
const MAX_LEVELS = 1_000;

export function toFragments({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return fragments;
}

/**
 * Collects the fields of an object by their response names, as execution does: each fragment once, without
 * skipped fields, and with all nodes of the same name together.
 */
export function collectFields(
  source: SelectionSource,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const collect = ({ selections }: SelectionSetNode, level: number): void => {
    if (level > MAX_LEVELS) source.steps = -1;
    for (const selection of selections) {
      source.steps -= 1;
      if (source.steps < 0) return;
      if (!isIncluded(selection, source.variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const known = fields.get(name);
        if (known === undefined) fields.set(name, [selection]);
        else known.push(selection);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(source.schema, type, selection.typeCondition?.name.value))
          collect(selection.selectionSet, level + 1);
        continue;
      }
      const name = selection.name.value;
      if (seen.has(name)) continue;
      seen.add(name);
      const fragment = source.fragments.get(name);
      if (fragment !== undefined && applies(source.schema, type, fragment.typeCondition.name.value))
        collect(fragment.selectionSet, level + 1);
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet, 0);
  return fields;
}

function applies(schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}
