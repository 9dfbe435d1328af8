import { type GraphQLError, Kind } from 'graphql';
import { type Violation } from '../stream/errors.js';

const VALUE_KINDS: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/**
 * Matches the message of graphql-js: `Variable "$input" got invalid value 1 at "input.appName"; String cannot
 * represent …`. The path begins with the name of the variable. A quoted value that looks like a path does not
 * have to.
 */
const VALUE_AT =
  /^Variable "\$(?<name>\w+)" got invalid value .* at "(?<path>\k<name>(?:\.\w+|\[\d+\])*)"; /s;
/** Matches the end of the message: … `at "input"; Field "appName" of required type "String!" was not provided.` */
const MISSING_FIELD = / Field "(\w+)" of required type "[^"]+" was not provided\.$/;
const VARIABLE = /^Variable "\$(\w+)" /;

/**
 * Returns the violations of a variable that graphql-js refuses, without the value that the message quotes. The
 * path contains only fields of the schema.
 */
export function coercionViolations(error: GraphQLError): Violation[] {
  const holder = VALUE_AT.exec(error.message)?.groups?.['path'] ?? VARIABLE.exec(error.message)?.[1] ?? '';
  const missing = MISSING_FIELD.exec(error.message)?.[1];
  const path = missing === undefined ? holder : `${holder}.${missing}`;
  if (/(?:was not provided|must not be null|not to be null)\.$/.test(error.message))
    return [{ path, rule: 'required', message: 'must be given and must not be null' }];
  if (/is not defined by type "\w+"/.test(error.message))
    return [{ path, rule: 'unknownField', message: 'has a field that the schema does not define' }];
  return [{ path, rule: 'type', message: 'does not match its type in the schema' }];
}

/**
 * Matches `Argument "x" of non-null type "String!" must not be null.` This error occurs during execution if a
 * variable has a default.
 */
const ARGUMENT = /^Argument "(\w+)" (?:of (?:required|non-null) type|has invalid value)/;

/**
 * Returns the violations of an argument that graphql-js refuses during execution. Returns undefined for any
 * other error.
 */
export function argumentViolations({ message }: GraphQLError): Violation[] | undefined {
  const path = ARGUMENT.exec(message)?.[1];
  if (path === undefined) return undefined;
  return message.includes('has invalid value')
    ? [{ path, rule: 'type', message: 'does not match its type in the schema' }]
    : [{ path, rule: 'required', message: 'must be given and must not be null' }];
}

/** Returns the message of a protocol error without the literals of the document that it quotes. */
export function scrubbedMessage(error: GraphQLError, message: string): string {
  const kind = error.nodes?.[0]?.kind;
  if (kind !== undefined && VALUE_KINDS.has(kind) && !message.endsWith('was not provided.'))
    return 'A literal in the document does not match its type in the schema.';
  // The name is a value from the request, and can be as long as the body.
  if (message.startsWith('Unknown operation named ')) return 'Unknown operation named in `operationName`.';
  // If a quote is missing, graphql-js reads a value as a name or a number.
  if (message.startsWith('Syntax Error'))
    return message.replace(/\b((?:Block)?String|Name|Int|Float) ".*"/s, '$1');
  return message.replace(/\b((?:Block)?String) ".*"/s, '$1');
}
