import { type ASTNode, type GraphQLError, Kind } from 'graphql';
import { type Violation } from '../stream/errors.js';
import { argumentPathOf, nullablePathsIn } from './variable-uses.js';

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
const VARIABLE = /^Variable "\$(\w+)" (?:got invalid value|of required type|of non-null type) /;
/** The start of the last error for variables with more than 50 violations. */
const TOO_MANY = 'Too many errors processing variables, ';

/**
 * Returns the violations of a variable that graphql-js refuses, without the value that the message quotes. The
 * path begins with the argument that uses the variable, and contains only names of the schema. Returns undefined
 * for any other error.
 */
export function coercionViolations(error: GraphQLError): Violation[] | undefined {
  if (error.message.startsWith(TOO_MANY))
    return [{ path: '', rule: 'total', message: 'has more violations than one answer reports' }];
  const name = VARIABLE.exec(error.message)?.[1];
  if (name === undefined) return undefined;
  const holder = VALUE_AT.exec(error.message)?.groups?.['path'] ?? name;
  const missing = MISSING_FIELD.exec(error.message)?.[1];
  const path = toArgumentPath(missing === undefined ? holder : `${holder}.${missing}`, error);
  if (/(?:was not provided|must not be null|not to be null)\.$/.test(error.message))
    return [{ path, rule: 'required', message: 'must be given and must not be null' }];
  if (/is not defined by type "\w+"/.test(error.message))
    return [{ path, rule: 'unknownField', message: 'has a field that the schema does not define' }];
  return [{ path, rule: 'type', message: 'does not match its type in the schema' }];
}

/** Replaces the name of the variable. It stays if no argument uses the variable, such as in a directive. */
function toArgumentPath(path: string, { nodes }: GraphQLError): string {
  const definition = nodes?.[0];
  const argument = definition?.kind === Kind.VARIABLE_DEFINITION ? argumentPathOf(definition) : undefined;
  return argument === undefined ? path : path.replace(/^\w+/, argument);
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
export function argumentViolations({ message, nodes }: GraphQLError): Violation[] | undefined {
  const argument = ARGUMENT.exec(message)?.[1];
  if (argument === undefined) return undefined;
  const path = message.includes('has invalid value') ? nullPathIn(nodes?.[0], argument) : argument;
  return path === undefined
    ? [{ path: argument, rule: 'type', message: 'does not match its type in the schema' }]
    : [{ path, rule: 'required', message: 'must be given and must not be null' }];
}

/**
 * Returns the path of the null in a valid literal: only a variable with a default can be null there. Returns undefined
 * if several variables can be null, because the error does not contain their values.
 */
function nullPathIn(literal: ASTNode | undefined, argument: string): string | undefined {
  const paths =
    literal?.kind === Kind.OBJECT || literal?.kind === Kind.LIST ? nullablePathsIn(literal, argument) : [];
  return paths.length === 1 ? paths[0] : undefined;
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
