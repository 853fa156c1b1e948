import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Looks for secrets in all files of a folder, as they are and in base64, as some stores keep texts.
 *
 * @throws Error that names the files, but not what they hold
 */
export async function assertAbsent(secrets: readonly string[], folder: string): Promise<void> {
  const needles = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')]);
  const files = await listFiles(folder);
  const hits: string[] = [];
  for (const file of files) {
    const content = await readFile(file);
    if (needles.some((needle) => content.includes(needle))) {
      hits.push(path.relative(folder, file));
    }
  }
  if (hits.length > 0) {
    throw new Error(`Secrets of the session are in its files: ${hits.join(', ')}`);
  }
}

/** All files below a folder, by their whole paths. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** What a token looks like: a JWT, the header that carries one, or 32 random bytes as the demo tenant's. */
const tokenPatterns = [
  /\beyJ[\w-]{10,}\.[\w-]{10,}/,
  /\bBearer\s+[\w.~+/-]{16,}/i,
  /(?<![\w$-])(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{43}(?![\w$-])/,
];

/**
 * Numbers, from 1, of the lines that hold something like a token, or one of the words.
 *
 * @param words in lower case: GUIDs, addresses and the like
 */
export function findLeaks(text: string, words: ReadonlySet<string>): readonly number[] {
  return text.split('\n').flatMap((line, index) => {
    const isLeak =
      tokenPatterns.some((pattern) => pattern.test(line)) ||
      line.split(/[^\w@.-]+/).some((word) => words.has(word.toLowerCase().replace(/\.$/, '')));
    return isLeak ? [index + 1] : [];
  });
}
