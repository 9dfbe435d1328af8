import { type FieldNode, Kind, type SelectionNode, type ValueNode } from 'graphql';

/** The values of a request's variables, coerced or as they came, with the defaults of the operation. */
export type VariableValues = Readonly<Record<string, unknown>>;

/** What an argument is given; undefined where the document gives none, or a variable that has no value. */
export function argumentOf(field: FieldNode, name: string, variables: VariableValues): unknown {
  const given = field.arguments?.find((argument) => argument.name.value === name);
  return given === undefined ? undefined : toValue(given.value, variables);
}

/** As deep as a size or the type of a reference can be. */
const MAX_LEVELS = 3;

/** A value as it is written, with its variables replaced; what is nested deeper than a size can be is undefined. */
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

/** Whether execution would look at a selection. A condition without a boolean value leaves it in. */
export function isIncluded({ directives = [] }: SelectionNode, variables: VariableValues): boolean {
  return directives.every(({ name, arguments: given = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const condition = given.find((argument) => argument.name.value === 'if');
    const value = condition === undefined ? undefined : toValue(condition.value, variables);
    return value !== (name.value === 'skip');
  });
}
