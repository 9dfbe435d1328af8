import { readFileSync, statSync } from 'node:fs';
import { decodeText, UndecodableText, withoutByteOrderMark } from '../../stream/strict-text.js';
import { codeOf } from '../../stream/thrown.js';

/** A secret is short; a larger file is another one. */
const MAX_FILE_BYTES = 16_384;

/** Returns the value of an environment variable. */
export type ReadVariable = (name: string) => string | undefined;

/**
 * The secrets of the accounts, each in a variable, or in a file that the variable with `_FILE` behind its name names.
 * Values are never repeated in a fault.
 */
export class SecretVariables {
  readonly #read: ReadVariable;
  readonly #files = new Set<string>();

  constructor(read: ReadVariable) {
    this.#read = read;
  }

  /** The files that were read, to be watched for changes. */
  get files(): readonly string[] {
    return [...this.#files];
  }

  /**
   * @param onFault called with a message where the secret is set twice, its file cannot be read or it is empty
   * @returns undefined where neither variable is set, and after a fault
   */
  find(name: string, onFault: (message: string) => void): string | undefined {
    const fileName = `${name}_FILE`;
    const [value, path] = [this.#valueOf(name), this.#valueOf(fileName)];
    if (value !== undefined && path !== undefined) {
      onFault(`needs ${name} or ${fileName}; both are set`);
      return undefined;
    }
    if (path === undefined) return value;
    this.#files.add(path);
    return readSecretFile(path, (message) => {
      onFault(`needs ${fileName}, whose file ${message}`);
    });
  }

  /** As `find`; a secret that is not set is a fault, too. Then it is returned as an empty text. */
  demand(name: string, onFault: (message: string) => void): string {
    const isSet = [name, `${name}_FILE`].some((one) => this.#valueOf(one) !== undefined);
    if (!isSet) onFault(`needs ${name} or ${name}_FILE; neither is set`);
    return this.find(name, onFault) ?? '';
  }

  /** An empty variable counts as unset, as everywhere. */
  #valueOf(name: string): string | undefined {
    const value = this.#read(name);
    return value === '' ? undefined : value;
  }
}

function readSecretFile(path: string, onFault: (message: string) => void): string | undefined {
  const text = readText(path, onFault);
  // Editors and `echo` end a file with a line break.
  const secret = text?.replace(/\r?\n$/, '');
  if (secret === undefined) return undefined;
  if (secret === '') onFault('is empty');
  else if (/[\s\p{Cc}]/u.test(secret)) onFault('holds more than one word');
  else return secret;
  return undefined;
}

function readText(path: string, onFault: (message: string) => void): string | undefined {
  try {
    if (statSync(path).size <= MAX_FILE_BYTES) return withoutByteOrderMark(decodeText(readFileSync(path)));
    onFault('is larger than 16 KiB');
  } catch (thrown) {
    onFault(
      thrown instanceof UndecodableText ? 'is not UTF-8' : `cannot be read (${codeOf(thrown) ?? 'unknown'})`,
    );
  }
  return undefined;
}
