import { getNamedType, type GraphQLResolveInfo, isObjectType } from 'graphql';
import { collectFields } from './selected-fields.js';

/** The largest number of selections to visit. A document within its limits has fewer. */
const MAX_STEPS = 20_000;

/**
 * Checks whether an operation selects a field below the field that is being resolved. It collects fields as
 * execution does: through fragments, without skipped fields, and under any alias.
 * @param path the names of the fields, starting at the type of the resolved field
 */
export function isSelected(info: GraphQLResolveInfo, path: readonly string[]): boolean {
  const fragments = new Map(Object.entries(info.fragments));
  const source = { schema: info.schema, fragments, variables: info.variableValues, steps: MAX_STEPS };
  let type = getNamedType(info.returnType);
  let nodes = info.fieldNodes;
  for (const name of path) {
    if (!isObjectType(type)) return false;
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    nodes = [...collectFields(source, type, selectionSets).values()]
      .flat()
      .filter((node) => node.name.value === name);
    const field = type.getFields()[name];
    if (nodes.length === 0 || field === undefined) return false;
    type = getNamedType(field.type);
  }
  return true;
}
