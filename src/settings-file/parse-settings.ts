import { parseDocument, type Document, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { type FileFault, SettingsFileError } from './settings-file-error.js';

/** The most frequent mistake: YAML parses `[*.example.com]` as an alias, and its message does not help. */
const UNQUOTED_STAR = 'a pattern that begins with "*" must be quoted';

export interface YamlReading<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** For the error's message. */
  readonly fileName: string;
  /** What the file holds at its top, as in `the list "grants"`. */
  readonly top: string;
  /** The message for a name that the schema does not know. Default: `is not known here`. */
  readonly toUnknownName?: ((name: string) => string) | undefined;
}

/**
 * Reads the text of a settings file in YAML. Strict schemas make an unknown name a fault.
 * @throws SettingsFileError with every fault at once, or every fault of the YAML itself
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

/** A place in the file, as in `grants[0].domains[1]`. */
export function toFilePath(names: readonly PropertyKey[]): string {
  return names.reduce<string>((path, name) => {
    if (typeof name === 'number') return `${path}[${name}]`;
    return path === '' ? String(name) : `${path}.${String(name)}`;
  }, '');
}

/** What a missing or a wrongly typed part should have been, where the schema has no words of its own. */
function toFaults(
  issue: z.core.$ZodIssue,
  { top, toUnknownName = () => 'is not known here' }: YamlReading<z.ZodType>,
): FileFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: toFilePath([...issue.path, key]),
      message: toUnknownName(key),
    }));
  const isMap = issue.code === 'invalid_type' && issue.expected === 'object';
  const message = isMap ? `must hold ${issue.path.length === 0 ? top : 'names and values'}` : issue.message;
  return [{ path: toFilePath(issue.path), message }];
}

function toValue(document: Document.Parsed, fileName: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // An alias without an anchor, or aliases of aliases without end.
    throw new SettingsFileError(fileName, [{ path: '', message: UNQUOTED_STAR }], { cause });
  }
}
