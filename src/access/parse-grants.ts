import { parseDocument, type Document, type YAMLError } from 'yaml';
import type { z } from 'zod';
import type { Grants } from './grant.js';
import { GrantsError, type GrantsFault } from './grants-error.js';
import { grantsSchema, toGrant } from './grants-schema.js';

const NAMELESS = 'grants';

/** The most frequent mistake: YAML parses `[*.example.com]` as an alias, and its message does not help. */
const UNQUOTED_STAR = 'a pattern that begins with "*" must be quoted';

function toSyntaxFault({ code, message, linePos }: YAMLError): GrantsFault {
  const line = linePos?.[0].line;
  const [reason = 'is not YAML'] = message.split(/ at line |\n/);
  const text = code === 'BAD_ALIAS' ? UNQUOTED_STAR : `is not valid YAML: ${reason}`;
  return { path: line === undefined ? '' : `line ${line}`, message: text };
}

function toPath(names: readonly PropertyKey[]): string {
  return names.reduce<string>((path, name) => {
    if (typeof name === 'number') return `${path}[${name}]`;
    return path === '' ? String(name) : `${path}.${String(name)}`;
  }, '');
}

/** What a missing or a wrongly typed part should have been, where the schema has no words of its own. */
function toFaults(issue: z.core.$ZodIssue): GrantsFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: toPath([...issue.path, key]), message: 'is not known here' }));
  const isMap = issue.code === 'invalid_type' && issue.expected === 'object';
  const message = isMap
    ? `must hold ${issue.path.length === 0 ? 'the list "grants"' : 'names and values'}`
    : issue.message;
  return [{ path: toPath(issue.path), message }];
}

function toValue(document: Document.Parsed, fileName: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // An alias without an anchor, or aliases of aliases without end.
    throw new GrantsError(fileName, [{ path: '', message: UNQUOTED_STAR }], { cause });
  }
}

/**
 * Reads a grants file's text. Strict: an unknown name is a fault, for a misspelt `anyApp` must not go unnoticed.
 *
 * @param fileName for the error's message
 * @throws GrantsError with every fault at once, or every fault of the YAML itself
 */
export function parseGrants(text: string, fileName = NAMELESS): Grants {
  const document = parseDocument(text);
  const syntax = [...document.errors, ...document.warnings].map(toSyntaxFault);
  if (syntax.length > 0) throw new GrantsError(fileName, syntax);
  const parsed = grantsSchema.safeParse(toValue(document, fileName));
  if (!parsed.success) throw new GrantsError(fileName, parsed.error.issues.flatMap(toFaults));
  return parsed.data.grants.map(toGrant);
}
