import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** The fields that need no token. A router reads the schema before it has a token. */
const PUBLIC_FIELDS: ReadonlySet<string> = new Set(['__typename', '__schema', '__type', '_service']);

/** Checks whether an operation selects a root field that needs a caller. Each fragment is visited once. */
export function needsCaller(operation: OperationDefinitionNode, document: DocumentNode): boolean {
  const seen = new Set<string>();
  const isPrivate = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return !PUBLIC_FIELDS.has(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return isPrivate(selection.selectionSet);
      const { value: name } = selection.name;
      if (seen.has(name)) return false;
      seen.add(name);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION && isPrivate(fragment.selectionSet);
    });
  return isPrivate(operation.selectionSet);
}
