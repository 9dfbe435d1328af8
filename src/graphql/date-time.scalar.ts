import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

const { parseValue, parseLiteral } = GraphQLDateTime;

/**
 * The scalar for points in time. It accepts RFC 3339 with any offset, and returns text in UTC. It returns text
 * and not a Date, so code in the same process receives the same value as a client.
 */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A point in time in the format of RFC 3339, such as `2026-12-03T10:15:30Z`. Input may have any offset. Output is in UTC.',
  serialize: (value) => new Date(value as Date).toISOString(),
  parseValue,
  parseLiteral,
});
