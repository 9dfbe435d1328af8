import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exportJWK } from 'jose/key/export';
import { generateKeyPair } from 'jose/key/generate/keypair';
import { importJWK } from 'jose/key/import';
import { type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import { codeOf } from '../stream/thrown.js';

/** A key pair that signs development tokens. */
export interface DevKeyPair {
  readonly kid: string;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

export interface DevKeyFileOptions {
  readonly path: string;
  /** Called where the file cannot be written, with the code of the system; the key then lives as long as the process. */
  readonly onNotKept: (reason: string) => void;
}

const ALGORITHM = 'ES256';
/** Only the owner may read the file. */
const FILE_MODE = 0o600;
const KEPT = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string().min(1),
});

export async function createDevKeyPair(): Promise<DevKeyPair> {
  return { kid: crypto.randomUUID(), ...(await generateKeyPair(ALGORITHM, { extractable: true })) };
}

/**
 * The key pair of a file (a private JSON Web Key), which is created where there is none.
 * @throws TypeError in one line for a file that cannot be read or is no such key
 */
export async function readDevKeyPair({ path, onNotKept }: DevKeyFileOptions): Promise<DevKeyPair> {
  const known = await readKeyPair(path);
  if (known !== undefined) return known;
  const pair = await createDevKeyPair();
  try {
    if (await create(path, pair)) return pair;
  } catch (thrown) {
    onNotKept(codeOf(thrown) ?? 'unknown');
    return pair;
  }
  // Another process was faster, or the name is a link to nowhere.
  const kept = await readKeyPair(path);
  if (kept === undefined) onNotKept('ENOENT');
  return kept ?? pair;
}

/**
 * Reads the key pair of a file, and creates none.
 * @returns undefined where there is no file
 * @throws TypeError as `readDevKeyPair` does
 */
export async function readKeyPair(path: string): Promise<DevKeyPair | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    const code = codeOf(thrown) ?? 'unknown';
    if (code === 'ENOENT') return undefined;
    throw new TypeError(`DEV_TOKEN_KEY_FILE: the file cannot be read (${code})`, { cause: thrown });
  }
  try {
    const { kid, d, ...publicJwk } = KEPT.parse(JSON.parse(text));
    const [publicKey, privateKey] = await Promise.all([toKey(publicJwk), toKey({ ...publicJwk, d })]);
    // Only a file that is a key is touched. One of another owner, or on a read-only mount, keeps its mode.
    await chmod(path, FILE_MODE).catch(() => undefined);
    return { kid, publicKey, privateKey };
  } catch (cause) {
    throw new TypeError(
      'DEV_TOKEN_KEY_FILE: the file holds no key of development tokens; name another file, or remove it',
      { cause },
    );
  }
}

async function toKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM, { extractable: true });
  // Only a symmetric key comes as bytes.
  if (key instanceof Uint8Array) throw new TypeError('a key of another kind');
  return key;
}

/** @returns false where the file exists by now */
async function create(path: string, { kid, privateKey }: DevKeyPair): Promise<boolean> {
  // Only the last folder: `recursive` never ends where the system refuses a folder as missing.
  await mkdir(dirname(path)).catch((thrown: unknown) => {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  });
  const draft = `${path}.${crypto.randomUUID()}`;
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  await writeFile(draft, `${JSON.stringify({ kty, crv, x, y, d, kid })}\n`, { mode: FILE_MODE, flag: 'wx' });
  try {
    // Never replaces a file, and never shows half of one.
    await link(draft, path);
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  } finally {
    await unlink(draft);
  }
}
