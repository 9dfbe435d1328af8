import { readFileSync, statSync } from 'node:fs';
import { decodeText, UndecodableText, withoutByteOrderMark } from '../../stream/strict-text.js';
import { codeOf } from '../../stream/thrown.js';

/** The largest file of a secret, in bytes. A larger file cannot be a secret. */
const MAX_FILE_BYTES = 16_384;

/** Returns the value of an environment variable. */
export type ReadVariable = (name: string) => string | undefined;

/**
 * Reads the secrets of the accounts. A secret is in a variable, or in a file whose path is in the variable with
 * the suffix `_FILE`. A fault never contains a value.
 */
export class SecretVariables {
  readonly #read: ReadVariable;
  readonly #files = new Set<string>();

  constructor(read: ReadVariable) {
    this.#read = read;
  }

  /** Returns the files that were read, to watch them for changes. */
  get files(): readonly string[] {
    return [...this.#files];
  }

  /**
   * Reads an optional secret.
   * @param onFault called with a message if the secret is set twice, is empty, or its file cannot be read
   * @returns undefined if neither variable is set, and after a fault
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

  /** Reads a required secret, like `find`. If it is not set, this is a fault and the result is an empty string. */
  demand(name: string, onFault: (message: string) => void): string {
    const isSet = [name, `${name}_FILE`].some((one) => this.#valueOf(one) !== undefined);
    if (!isSet) onFault(`needs ${name} or ${name}_FILE; neither is set`);
    return this.find(name, onFault) ?? '';
  }

  /** Returns the value of a variable. An empty variable counts as unset, as in all settings. */
  #valueOf(name: string): string | undefined {
    const value = this.#read(name);
    return value === '' ? undefined : value;
  }
}

function readSecretFile(path: string, onFault: (message: string) => void): string | undefined {
  const text = readText(path, onFault);
  // Editors and `echo` add a line break at the end of a file.
  const secret = text?.replace(/\r?\n$/, '');
  if (secret === undefined) return undefined;
  if (secret === '') onFault('is empty');
  else if (/[\s\p{Cc}]/u.test(secret)) onFault('contains more than one word');
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
