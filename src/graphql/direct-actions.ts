import { type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { type GraphqlContext } from './context.js';
import { ForbidLiveStreamInput } from './input/forbid-live-stream.input.js';
import { ResumeLiveStreamInput } from './input/resume-live-stream.input.js';
import { type LiveStreamControlResolver } from './resolver/live-stream-control.resolver.js';

type Resolve = GraphQLFieldResolver<unknown, GraphqlContext, { readonly input: object }>;

/**
 * Lets the two actions be resolved by their methods at once. type-graphql would look for the class of each member of
 * their input and wait for a validation that is off, for every request.
 *
 * @throws TypeError where the schema has no such action
 */
export function connectActions(schema: GraphQLSchema, resolver: LiveStreamControlResolver): void {
  const actions: Readonly<Record<string, Resolve>> = {
    resumeLiveStream: (_root, { input }, context) =>
      resolver.resumeLiveStream(Object.assign(new ResumeLiveStreamInput(), input), context),
    forbidLiveStream: (_root, { input }, context) =>
      resolver.forbidLiveStream(Object.assign(new ForbidLiveStreamInput(), input), context),
  };
  const fields = schema.getMutationType()?.getFields();
  for (const [name, resolve] of Object.entries(actions)) {
    const field = fields?.[name];
    if (field === undefined) throw new TypeError(`there is no action ${name}`);
    field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
  }
}
