import { getNamedType, type GraphQLResolveInfo, isObjectType } from 'graphql';
import { collectFields } from './selected-fields.js';

/** More selections than a document within its limits comes to. */
const MAX_STEPS = 20_000;

/**
 * Whether an operation selects a field below the one that is resolved, as execution collects fields: through fragments,
 * without what is skipped, under any alias.
 * @param path names of fields, from the type of the resolved field down
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
