import { GraphQLError, type ValidationRule } from 'graphql';

/**
 * Refuses an operation of a type that the schema does not have. No validation rule of the specification does
 * this: only execution would fail, with an error that looks like an internal error.
 */
export const offeredOperations: ValidationRule = (context) => ({
  OperationDefinition: (operation) => {
    if (context.getSchema().getRootType(operation.operation)) return;
    const message = `There is no ${operation.operation} in this schema.`;
    context.reportError(new GraphQLError(message, { nodes: operation }));
  },
});
