import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

const CONDITIONS: ReadonlySet<string> = new Set(['skip', 'include']);

/**
 * Whether a subscription's one field depends on a condition. The specification forbids it, since validation cannot
 * know then how many fields there are; graphql-js 16 looks for the condition's variable and throws.
 */
export function hasConditionalSubscription({ definitions }: DocumentNode): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.operation === OperationTypeNode.SUBSCRIPTION &&
      isConditional(definition.selectionSet, fragments),
  );
}

/** @param fragments those not yet looked into; each is looked into once */
function isConditional(
  { selections }: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
): boolean {
  return selections.some((selection) => {
    if (selection.directives?.some(({ name }) => CONDITIONS.has(name.value)) === true) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return isConditional(selection.selectionSet, fragments);
    const fragment = fragments.get(selection.name.value);
    fragments.delete(selection.name.value);
    return fragment !== undefined && isConditional(fragment.selectionSet, fragments);
  });
}
