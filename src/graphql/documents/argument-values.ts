import { type FieldNode, Kind, type SelectionNode, type ValueNode } from 'graphql';

/**
 * The values of the variables of a request, coerced or as the client sent them, with the defaults of the
 * operation.
 */
export type VariableValues = Readonly<Record<string, unknown>>;

/**
 * Returns the value of an argument. Returns undefined if the document gives none, or gives a variable without a
 * value.
 */
export function argumentOf(field: FieldNode, name: string, variables: VariableValues): unknown {
  const given = field.arguments?.find((argument) => argument.name.value === name);
  return given === undefined ? undefined : toValue(given.value, variables);
}

/** The deepest level at which a list size or the type of a reference can be. */
const MAX_LEVELS = 3;

/** Converts a literal to its value, with its variables replaced. Deeper values than `levels` become undefined. */
export function toValue(node: ValueNode, variables: VariableValues, levels = MAX_LEVELS): unknown {
  const toMember = (member: ValueNode): unknown =>
    levels === 0 ? undefined : toValue(member, variables, levels - 1);
  switch (node.kind) {
    case Kind.VARIABLE:
      return Object.hasOwn(variables, node.name.value) ? variables[node.name.value] : undefined;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values.map(toMember);
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, toMember(value)]));
    default:
      return node.value;
  }
}

/** Checks whether execution includes a selection. A condition without a boolean value does not exclude it. */
export function isIncluded({ directives = [] }: SelectionNode, variables: VariableValues): boolean {
  return directives.every(({ name, arguments: given = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const condition = given.find((argument) => argument.name.value === 'if');
    const value = condition === undefined ? undefined : toValue(condition.value, variables);
    return value !== (name.value === 'skip');
  });
}
