/** A word, or what is between words. */
interface Piece {
  readonly text: string;
  readonly isWord: boolean;
}

/**
 * The pattern of each text: a word stands where so many texts have it at that place; `*` stands for all others.
 *
 * @param share of the texts that must have a word, from 0 to 1
 * @param characters that are part of words, besides letters, digits and `_`
 */
export function reducePatterns(texts: readonly string[], share: number, characters: string): readonly string[] {
  const letters = `[\\p{L}\\p{N}_${characters.replaceAll(/[\\\]^-]/g, '\\$&')}]+`;
  const pieces = new RegExp(`(${letters})|(?!${letters}).`, 'gsu');
  const parsed = texts.map((text) =>
    Array.from(text.matchAll(pieces), ([piece, word]): Piece => ({ text: piece, isWord: word !== undefined })),
  );
  const counts = new Map<string, number>();
  const keysOf = (line: readonly Piece[]): (string | undefined)[] => {
    let place = 0;
    return line.map(({ text, isWord }) => (isWord ? `${place++} ${text}` : undefined));
  };
  for (const key of parsed.flatMap(keysOf)) {
    if (key !== undefined) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const least = share * texts.length;
  return parsed.map((line) => {
    const keys = keysOf(line);
    const pattern = line.map(({ text }, index) => {
      const key = keys[index];
      return key === undefined || (counts.get(key) ?? 0) >= least ? text : '*';
    });
    // Several words that differ are one `*`.
    return pattern.join('').replaceAll(/\*(?:\s*\*)+/g, '*');
  });
}
