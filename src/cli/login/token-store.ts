import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { createFolder } from '../../store/create-folder.js';
import { codeOf } from '../../stream/thrown.js';
import { CommandFailed } from '../command-failed.js';

const TOKENS = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  /** Milliseconds since the epoch. Absent if the provider names no expiry. */
  expiresAtMs: z.number().optional(),
  issuer: z.string(),
  clientId: z.string(),
  /** The audience of the token, if the provider accepts it as a URI (RFC 8707). */
  resource: z.string().optional(),
});
const FILE = z.record(z.string(), TOKENS);

/** The tokens that `login` received for one gateway. */
export type StoredTokens = z.output<typeof TOKENS>;

/** The environment variables that define the path of the file. */
export interface StoreEnvironment {
  readonly XDG_CONFIG_HOME?: string | undefined;
  readonly HOME?: string | undefined;
  readonly APPDATA?: string | undefined;
}

/** Only the user may read the file. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Stores tokens in one file, by the origin of their gateway. */
export class TokenStore {
  readonly #path: string | undefined;

  constructor(env: StoreEnvironment) {
    const { XDG_CONFIG_HOME, HOME, APPDATA } = env;
    const folder = XDG_CONFIG_HOME ?? (HOME === undefined ? APPDATA : join(HOME, '.config'));
    this.#path = folder === undefined ? undefined : join(folder, 'apsara-live-gateway', 'tokens.json');
  }

  /** A damaged file counts as empty. */
  async read(origin: string): Promise<StoredTokens | undefined> {
    return (await this.#readAll())[origin];
  }

  /** @throws CommandFailed if the file cannot be written */
  async write(origin: string, tokens: StoredTokens | undefined): Promise<void> {
    const others = Object.entries(await this.#readAll()).filter(([other]) => other !== origin);
    const all = tokens === undefined ? others : [...others, [origin, tokens] as const];
    const path = this.#path;
    if (path === undefined) throw new CommandFailed(1, (text) => text.login.noHome);
    const draft = `${path}.${process.pid}`;
    try {
      createFolder(dirname(path), FOLDER_MODE);
      await writeFile(draft, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`, { mode: FILE_MODE });
      await chmod(draft, FILE_MODE);
      await rename(draft, path);
    } catch (thrown) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw new CommandFailed(1, (text) => text.login.notStored(codeOf(thrown) ?? 'unknown'));
    }
  }

  async #readAll(): Promise<Record<string, StoredTokens>> {
    if (this.#path === undefined) return {};
    try {
      return FILE.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return {};
    }
  }
}
