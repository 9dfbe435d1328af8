import { parseDocument, type Document, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { type FileFault, SettingsFileError } from './settings-file-error.js';

/**
 * The message for the most frequent mistake. YAML parses `[*.example.com]` as an alias, and the parser's own message
 * does not explain this.
 */
const UNQUOTED_STAR = 'a pattern that starts with "*" must be quoted';

export interface YamlReading<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** The name of the file, for the message of the error. */
  readonly fileName: string;
  /** The top level of the file, such as `the list "grants"`. */
  readonly top: string;
  /** Returns the message for a name that is not in the schema. Default: `is not a known setting`. */
  readonly toUnknownName?: ((name: string) => string) | undefined;
}

/**
 * Parses the text of a settings file in YAML. Schemas are strict, so an unknown name is a fault.
 * @throws SettingsFileError with every fault, or with every YAML error
 */
export function parseSettings<Schema extends z.ZodType>(
  text: string,
  reading: YamlReading<Schema>,
): z.output<Schema> {
  const document = parseDocument(text);
  const syntax = [...document.errors, ...document.warnings].map(toSyntaxFault);
  if (syntax.length > 0) throw new SettingsFileError(reading.fileName, syntax);
  const parsed = reading.schema.safeParse(toValue(document, reading.fileName));
  if (parsed.success) return parsed.data;
  throw new SettingsFileError(
    reading.fileName,
    parsed.error.issues.flatMap((issue) => toFaults(issue, reading)),
  );
}

function toSyntaxFault({ code, message, linePos }: YAMLError): FileFault {
  const line = linePos?.[0].line;
  const [reason = 'is not YAML'] = message.split(/ at line |\n/);
  const text = code === 'BAD_ALIAS' ? UNQUOTED_STAR : `is not valid YAML: ${reason}`;
  return { path: line === undefined ? '' : `line ${line}`, message: text };
}

/** Returns a position in the file, such as `grants[0].domains[1]`. */
export function toFilePath(names: readonly PropertyKey[]): string {
  return names.reduce<string>((path, name) => {
    if (typeof name === 'number') return `${path}[${name}]`;
    return path === '' ? String(name) : `${path}.${String(name)}`;
  }, '');
}

/**
 * Converts the issues of the schema to faults. A part that is missing or has a wrong type gets a message here if
 * the schema has none.
 */
function toFaults(
  issue: z.core.$ZodIssue,
  { top, toUnknownName = () => 'is not a known setting' }: YamlReading<z.ZodType>,
): FileFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: toFilePath([...issue.path, key]),
      message: toUnknownName(key),
    }));
  const isMap = issue.code === 'invalid_type' && issue.expected === 'object';
  const message = isMap
    ? `must contain ${issue.path.length === 0 ? top : 'names and values'}`
    : issue.message;
  return [{ path: toFilePath(issue.path), message }];
}

function toValue(document: Document.Parsed, fileName: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // An alias without an anchor, or aliases that expand without end.
    throw new SettingsFileError(fileName, [{ path: '', message: UNQUOTED_STAR }], { cause });
  }
}
