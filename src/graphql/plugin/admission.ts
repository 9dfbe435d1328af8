import { type GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { StreamError, toStreamError } from '../../stream/errors.js';
import { type GraphqlContext } from '../context.js';
import { DocumentRefused } from '../documents/document-refused.js';
import {
  checkRequestCost,
  type RequestCost,
  toFurtherActions,
  toReadPoints,
  toRequestCost,
} from '../documents/request-cost.js';
import { needsCaller } from '../documents/root-fields.js';

/**
 * Decides whether a valid operation is executed. Without a valid token, the result is one error for the whole
 * operation. An operation that is too expensive, or needs more read points than the caller has left, is refused
 * before any read.
 * @throws GraphQLError
 */
export function admitOperation(request: GraphQLRequestContextDidResolveOperation<GraphqlContext>): void {
  // The type of Apollo always has an operation, but it is undefined if no operation has the requested name.
  const operation = request.operation;
  if (operation === undefined) return;
  const { contextValue, document, request: asked, schema } = request;
  try {
    if (needsCaller(operation, document)) contextValue.caller();
    const cost = toRequestCost(schema, document, asked.operationName, asked.variables);
    checkRequestCost(cost);
    chargeActions(contextValue, cost);
    chargeReads(contextValue, cost);
  } catch (thrown) {
    throw toRefusal(thrown);
  }
}

/**
 * Takes the read points of a request. One read, or its actions, were already taken.
 * @throws StreamError RATE_LIMITED
 */
function chargeReads({ takeReadPoints }: GraphqlContext, cost: RequestCost): void {
  const before = cost.operation === 'query' ? 1 : 0;
  const points = toReadPoints(cost) - before;
  if (takeReadPoints === undefined || points === 0) return;
  refuseUnlessFree(takeReadPoints(points, before), 'You exceeded your read limit. Try again later.');
}

/**
 * Takes the action points of a mutation. The points of its root fields were already taken from its document.
 * @throws StreamError RATE_LIMITED
 */
function chargeActions({ takeActionPoints }: GraphqlContext, cost: RequestCost): void {
  const points = toFurtherActions(cost);
  if (takeActionPoints === undefined || points === 0) return;
  refuseUnlessFree(
    takeActionPoints(points, cost.mutations),
    'You exceeded your action limit. Try again later.',
  );
}

function refuseUnlessFree(retryAfterMs: number, message: string): void {
  if (retryAfterMs > 0) throw new StreamError('RATE_LIMITED', { message, outcome: 'NOT_SENT', retryAfterMs });
}

function toRefusal(thrown: unknown): GraphQLError {
  if (thrown instanceof DocumentRefused)
    return new GraphQLError(thrown.message, { extensions: { code: thrown.code, http: { status: 400 } } });
  const originalError = thrown instanceof StreamError ? thrown : toStreamError(thrown);
  return new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 200 } } });
}
