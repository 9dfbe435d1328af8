/** What the bundle's package has to say of the software in it: the licences demand that their text goes with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that ask for no more than their text. */
const ALLOWED = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'],
]);
/** For packages that name it and bring no copy. */
const MIT = `MIT License

Copyright (c) the authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i;

export interface Packaged {
  readonly name: string;
  readonly version: string;
  /** As SPDX has it. */
  readonly licence: string;
  /** The files of the package that the licence asks to keep, one behind the other. */
  readonly text: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/**
 * @param folder of the package
 * @throws Error where its licence is none of the allowed ones, or its text is not there
 */
export function readPackaged(folder: string): Packaged {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  if (name === undefined || version === undefined) throw new Error(`${folder}: a package without a name`);
  const choices = license?.replace(/^\((.*)\)$/, '$1').split(' OR ') ?? [];
  const licence = choices.find((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one)));
  if (licence === undefined) throw new Error(`${name}: its licence may not be bundled: ${license ?? 'none'}`);
  const files = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort();
  const text =
    files.map((file) => toText(readFileSync(join(folder, file), 'utf8'))).join('\n\n') ||
    (licence === 'MIT' ? MIT.replace('the authors', toHolder(name, author)) : '');
  if (text === '') throw new Error(`${name}: it brings no text of its licence`);
  return { name, version, licence, text };
}

function toHolder(name: string, author: Manifest['author']): string {
  return (typeof author === 'object' ? author.name : author) ?? `the authors of ${name}`;
}

function toText(file: string): string {
  return file.replaceAll('\r\n', '\n').trim();
}

const RULE = '-'.repeat(80);

/** One text for all that share it; the same for the same packages, in whatever order. */
export function toNotices(packages: readonly Packaged[]): string {
  const byText = Map.groupBy(
    packages.toSorted((a, b) => (toName(a) < toName(b) ? -1 : 1)),
    ({ text }) => text,
  );
  const sections = Array.from(byText, ([text, sharing]) => `${sharing.map(toName).join('\n')}\n\n${text}\n`);
  const head = 'dist/main.js and dist/bundle/ contain the following software, each under its own licence.\n';
  return [head, ...sections].join(`\n${RULE}\n\n`);
}

function toName({ name, version, licence }: Packaged): string {
  return `${name} ${version} (${licence})`;
}
