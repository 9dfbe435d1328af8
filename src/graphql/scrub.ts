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
 * graphql-js: `Variable "$input" got invalid value 1 at "input.appName"; String cannot represent …`. A path begins with
 * the variable; a quoted value that only looks like one need not.
 */
const VALUE_AT =
  /^Variable "\$(?<name>\w+)" got invalid value .* at "(?<path>\k<name>(?:\.\w+|\[\d+\])*)"; /s;
/** … `at "input"; Field "appName" of required type "String!" was not provided.` */
const MISSING_FIELD = / Field "(\w+)" of required type "[^"]+" was not provided\.$/;
const VARIABLE = /^Variable "\$(\w+)" /;

/**
 * The violations of a variable that graphql-js refuses, without the value that its message quotes: the path contains
 * only fields of the schema.
 */
export function coercionViolations(error: GraphQLError): Violation[] {
  const holder = VALUE_AT.exec(error.message)?.groups?.['path'] ?? VARIABLE.exec(error.message)?.[1] ?? '';
  const missing = MISSING_FIELD.exec(error.message)?.[1];
  const path = missing === undefined ? holder : `${holder}.${missing}`;
  if (/(?:was not provided|must not be null|not to be null)\.$/.test(error.message))
    return [{ path, rule: 'required', message: 'must be given and must not be null' }];
  if (/is not defined by type "\w+"/.test(error.message))
    return [{ path, rule: 'unknownField', message: 'holds a field that the schema does not have' }];
  return [{ path, rule: 'type', message: 'does not fit its type in the schema' }];
}

/** `Argument "x" of non-null type "String!" must not be null.`: found by execution, where a variable has a default. */
const ARGUMENT = /^Argument "(\w+)" (?:of (?:required|non-null) type|has invalid value)/;

/** The violations of an argument that graphql-js refuses in execution; undefined for any other error. */
export function argumentViolations({ message }: GraphQLError): Violation[] | undefined {
  const path = ARGUMENT.exec(message)?.[1];
  if (path === undefined) return undefined;
  return message.includes('has invalid value')
    ? [{ path, rule: 'type', message: 'does not fit its type in the schema' }]
    : [{ path, rule: 'required', message: 'must be given and must not be null' }];
}

/** A protocol error's message without the literals of the document that it quotes. */
export function scrubbedMessage(error: GraphQLError, message: string): string {
  const kind = error.nodes?.[0]?.kind;
  if (kind !== undefined && VALUE_KINDS.has(kind) && !message.endsWith('was not provided.'))
    return 'A literal in the document does not fit its type in the schema.';
  // The name is a value of the request, as long as the body may be.
  if (message.startsWith('Unknown operation named ')) return 'Unknown operation named in `operationName`.';
  // Where a quote is missing, what was meant for a value is read as a name or a number.
  if (message.startsWith('Syntax Error'))
    return message.replace(/\b((?:Block)?String|Name|Int|Float) ".*"/s, '$1');
  return message.replace(/\b((?:Block)?String) ".*"/s, '$1');
}
