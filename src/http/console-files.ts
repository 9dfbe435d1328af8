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
  /** @param name from the folder, `assets/index-x.js`; undefined where the build has no such file */
  find(name: string): Promise<ConsoleFile | undefined>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const compress = promisify(gzip);

/** The files of a build. Names are compared with what the folder holds, so that no request reaches anything else. */
export function createConsoleFiles(folder: string): ConsoleFiles {
  let files: Promise<ReadonlyMap<string, ConsoleFile>> | undefined;
  return {
    async find(name) {
      return (await (files ??= list(folder))).get(name);
    },
  };
}

async function list(folder: string): Promise<ReadonlyMap<string, ConsoleFile>> {
  // A gateway that was built without its console has no such folder.
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const files = entries.flatMap((entry): [string, ConsoleFile][] => {
    const contentType = CONTENT_TYPES[extname(entry)];
    return contentType === undefined
      ? []
      : [[entry.replaceAll('\\', '/'), toFile(join(folder, entry), contentType)]];
  });
  return new Map(files);
}

/** Read and compressed once, on the first request for it: clients that do not read their answers share its bytes. */
function toFile(path: string, contentType: string): ConsoleFile {
  let content: Promise<Buffer> | undefined;
  let compressed: Promise<Buffer> | undefined;
  const read = (): Promise<Buffer> => (content ??= readFile(path));
  return { contentType, read, readGzip: () => (compressed ??= read().then((plain) => compress(plain))) };
}
