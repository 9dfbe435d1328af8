import { type GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { StreamError, toStreamError } from '../../stream/errors.js';
import { type GraphqlContext } from '../context.js';
import { DocumentRefused } from '../limit/document-refused.js';
import { needsCaller } from '../limit/root-fields.js';

/**
 * Decides whether a valid operation is executed. Without a valid token it ends with one error, whatever it selects. One
 * that would cost too much, or more read points than the caller has left, is refused before anything is read.
 * @throws GraphQLError
 */
export function admitOperation(request: GraphQLRequestContextDidResolveOperation<GraphqlContext>): void {
  // Apollo's type promises an operation; there is none where no operation has the name that was asked for.
  const operation = request.operation;
  if (operation === undefined) return;
  try {
    if (needsCaller(operation, request.document)) request.contextValue.caller();
  } catch (thrown) {
    throw toRefusal(thrown);
  }
}

function toRefusal(thrown: unknown): GraphQLError {
  if (thrown instanceof DocumentRefused)
    return new GraphQLError(thrown.message, { extensions: { code: thrown.code, http: { status: 400 } } });
  const originalError = thrown instanceof StreamError ? thrown : toStreamError(thrown);
  return new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 200 } } });
}
