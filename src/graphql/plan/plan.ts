import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  locatedError,
  OperationTypeNode,
} from 'graphql';
import { type GraphqlContext } from '../context.js';
import { toArgumentReader, toVariableReader, UNFIT, type Values } from './input.js';
import { toCompletion, toPlainKey } from './output.js';

/** A document made ready, for whoever sends it often. */
export interface Plan {
  readonly operationName: string | undefined;
  /** As graphql-js executes it. Undefined, and nothing executed, where the variables do not fit. */
  execute(variables: Values, context: GraphqlContext): Promise<ExecutionResult> | undefined;
}

/**
 * A plan for the documents that an action is asked with: one operation of one field, whose arguments are variables and
 * whose answer has no field with a resolver of its own. graphql-js looks up types, fields, arguments and their rules
 * anew for each request, which takes several times as long. Undefined for anything else.
 */
export function toPlan(schema: GraphQLSchema, document: DocumentNode): Plan | undefined {
  const [operation, ...others] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return undefined;
  if (operation.operation === OperationTypeNode.SUBSCRIPTION || (operation.directives?.length ?? 0) > 0)
    return undefined;
  const parentType = schema.getRootType(operation.operation);
  const [node, ...otherNodes] = operation.selectionSet.selections;
  if (!parentType || node?.kind !== Kind.FIELD || otherNodes.length > 0) return undefined;
  const key = toPlainKey(node);
  const field = parentType.getFields()[node.name.value];
  const resolve = field?.resolve;
  if (key === undefined || field === undefined || resolve === undefined) return undefined;
  const readVariables = toVariableReader(schema, operation.variableDefinitions ?? []);
  const readArguments = toArgumentReader(field.args, node.arguments ?? []);
  const complete = toCompletion(field.type, { parent: parentType, node, path: [key] });
  if (readVariables === undefined || readArguments === undefined || complete === undefined) return undefined;

  const isNullable = !isNonNullType(field.type);
  const fail = (thrown: unknown): ExecutionResult => {
    const errors = [locatedError(thrown, node, [key])];
    return { errors, data: isNullable ? { [key]: null } : null };
  };
  const finish = (value: unknown): ExecutionResult => {
    const errors: GraphQLError[] = [];
    try {
      const data = { [key]: complete(value, errors) };
      return errors.length === 0 ? { data } : { errors, data };
    } catch (thrown) {
      const failed = fail(thrown);
      return { ...failed, errors: [...errors, ...(failed.errors ?? [])] };
    }
  };
  // Its type promises two methods that graphql-js 16 does not give either.
  const info = {
    ...{ fieldName: field.name, fieldNodes: [node], returnType: field.type, parentType },
    ...{ path: { prev: undefined, key, typename: parentType.name }, schema, fragments: {} },
    ...{ rootValue: undefined, operation },
  };
  return {
    operationName: operation.name?.value,
    execute(variables, context) {
      const variableValues = readVariables(variables);
      const given = variableValues === UNFIT ? UNFIT : readArguments(variableValues);
      if (variableValues === UNFIT || given === UNFIT) return undefined;
      try {
        const found: unknown = resolve(undefined, given, context, {
          ...info,
          variableValues,
        } as unknown as GraphQLResolveInfo);
        return Promise.resolve(found).then(finish, fail);
      } catch (thrown) {
        return Promise.resolve(fail(thrown));
      }
    },
  };
}
