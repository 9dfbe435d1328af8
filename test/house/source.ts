import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export interface SourceFile {
  /** The path from the root, such as `src/stream/address.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Imports of files, from the root. */
  readonly files: readonly string[];
  /** Imports of packages, without their inner paths. */
  readonly packages: readonly string[];
}

/** Imports, exports from, and dynamic imports with a literal. */
const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)'([^']+)'/gm;

/** Returns every TypeScript file below a folder, with its imports. */
export function sourcesBelow(folder: string): SourceFile[] {
  return walk(join(ROOT, folder))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const specifiers = Array.from(text.matchAll(IMPORT), ([, specifier = '']) => specifier);
      return {
        path: relative(ROOT, file),
        text,
        lines: text.split('\n').length - 1,
        files: specifiers
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => toSource(relative(ROOT, normalize(join(dirname(file), specifier))))),
        packages: specifiers.filter((specifier) => !specifier.startsWith('.')).map(toPackage),
      };
    });
}

/** Returns the source file of an import. An import has the extension of the compiled file. */
function toSource(path: string): string {
  const source = path.replace(/\.js$/, '.ts');
  return existsSync(join(ROOT, source)) ? source : path.replace(/\.js$/, '.tsx');
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

function toPackage(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  if (specifier.startsWith('node:')) return specifier;
  return first.startsWith('@') ? `${first}/${second}` : first;
}
