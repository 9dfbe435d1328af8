import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface ConsoleFile {
  readonly contentType: string;
  read(): Promise<Buffer>;
  readGzip(): Promise<Buffer>;
}

export interface ConsoleFiles {
  /**
   * Returns a file, or undefined if the build has no such file.
   * @param name the path in the folder, such as `assets/index-x.js`
   */
  find(name: string): Promise<ConsoleFile | undefined>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const compress = promisify(gzip);

/**
 * Lists the files of a build. Names in requests are compared with this list, so that no request can read other
 * files.
 */
export function createConsoleFiles(folder: string): ConsoleFiles {
  let files: Promise<ReadonlyMap<string, ConsoleFile>> | undefined;
  return {
    async find(name) {
      return (await (files ??= list(folder))).get(name);
    },
  };
}

async function list(folder: string): Promise<ReadonlyMap<string, ConsoleFile>> {
  // This folder is missing if the gateway was built without its console.
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const files = entries.flatMap((entry): [string, ConsoleFile][] => {
    const contentType = CONTENT_TYPES[extname(entry)];
    return contentType === undefined
      ? []
      : [[entry.replaceAll('\\', '/'), toFile(join(folder, entry), contentType)]];
  });
  return new Map(files);
}

/**
 * Creates a file that is read and compressed once, on its first request. All answers share the same bytes in
 * memory.
 */
function toFile(path: string, contentType: string): ConsoleFile {
  let content: Promise<Buffer> | undefined;
  let compressed: Promise<Buffer> | undefined;
  const read = (): Promise<Buffer> => (content ??= readFile(path));
  return { contentType, read, readGzip: () => (compressed ??= read().then((plain) => compress(plain))) };
}
