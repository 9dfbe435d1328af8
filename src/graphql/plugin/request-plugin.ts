import { type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import { type GraphqlContext } from '../context.js';
import { createSubscriptions, type SubscriptionOptions } from '../subscription/subscriptions.js';
import { admitOperation } from './admission.js';
import { logErrors } from './error-log.js';
import { completeResponse } from './response.js';

/**
 * Creates the plugin that adds to each request: admission before execution, subscriptions, one log line for each
 * error, and the final changes to the response. One listener serves all requests, since it has no state.
 */
export function createRequestPlugin(options: SubscriptionOptions): ApolloServerPlugin<GraphqlContext> {
  const subscriptions = createSubscriptions(options);
  const listener: GraphQLRequestListener<GraphqlContext> = {
    // eslint-disable-next-line @typescript-eslint/require-await -- Apollo takes a rejection, not an exception
    didResolveOperation: async (request) => {
      admitOperation(request);
    },
    responseForOperation: (request) => subscriptions.respond(request),
    didEncounterErrors: ({ errors, contextValue }) => {
      logErrors(options, errors, contextValue.correlationId);
      return DONE;
    },
    willSendResponse: (request) => {
      completeResponse(request);
      return DONE;
    },
  };
  const started = Promise.resolve(listener);
  return {
    requestDidStart: () => started,
    serverWillStart: () =>
      Promise.resolve({
        drainServer: () => {
          subscriptions.close();
          return DONE;
        },
      }),
  };
}

const DONE: Promise<void> = Promise.resolve();
