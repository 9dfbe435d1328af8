import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

const { parseValue, parseLiteral } = GraphQLDateTime;

/** RFC 3339 with any offset in; out always UTC, as text, so that callers in the same process see what clients see. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A point in time as in RFC 3339, `2026-12-03T10:15:30Z`. Any offset is taken; answers are in UTC.',
  serialize: (value) => new Date(value as Date).toISOString(),
  parseValue,
  parseLiteral,
});
