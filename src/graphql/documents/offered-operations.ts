import { GraphQLError, type ValidationRule } from 'graphql';

/**
 * Refuses an operation of a kind that the schema does not have. No rule of the specification does: execution would
 * find out, and its error looks like a fault of ours.
 */
export const offeredOperations: ValidationRule = (context) => ({
  OperationDefinition: (operation) => {
    if (context.getSchema().getRootType(operation.operation)) return;
    const message = `There is no ${operation.operation} in this schema.`;
    context.reportError(new GraphQLError(message, { nodes: operation }));
  },
});
