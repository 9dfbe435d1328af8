import { type ApolloServerPlugin, type GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { type GraphQLFormattedError } from 'graphql';
import { type GraphqlContext } from '../context.js';

const GRAPHQL_RESPONSE_TYPE = 'application/graphql-response+json';
/** What a client that knows only application/json is answered 200 for (GraphQL over HTTP, section 6.4.1). */
const LEGACY_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * The last touch on an answer. Every error gets the gateway's id of the request, so that a user can quote it and an
 * operator find it. Clients that do not know the newer media type get 200 for parse, validation and coercion errors:
 * some of them drop the body of any other status.
 */
export const answerPlugin: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: () => Promise.resolve({ willSendResponse }),
};

function willSendResponse(request: GraphQLRequestContextWillSendResponse<GraphqlContext>): Promise<void> {
  const { body, http } = request.response;
  if (body.kind === 'single' && body.singleResult.errors !== undefined) {
    const { errors } = body.singleResult;
    body.singleResult.errors = withCorrelationId(errors, request.contextValue.correlationId);
    const accept = request.request.http?.headers.get('accept') ?? '*/*';
    const isLegacy = body.singleResult.errors.every(({ extensions }) =>
      LEGACY_CODES.has(extensions?.['code']),
    );
    if (http.status === 400 && isLegacy && !accept.includes(GRAPHQL_RESPONSE_TYPE)) http.status = 200;
  }
  return Promise.resolve();
}

/** Errors that name the request they belong to. */
export function withCorrelationId(
  errors: readonly GraphQLFormattedError[],
  correlationId: string,
): GraphQLFormattedError[] {
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, correlationId } }));
}
