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
  const lines = new Map<string, Line>();
  for (const text of texts) {
    const line = lines.get(text) ?? { pieces: piecesOf(text, pieces), count: 0 };
    line.count++;
    lines.set(text, line);
  }
  // How many texts have a word, by its place among the words and the word.
  const counts: Map<string, number>[] = [];
  for (const { pieces: line, count } of lines.values()) {
    for (const [place, { text }] of line.filter(({ isWord }) => isWord).entries()) {
      const atPlace = (counts[place] ??= new Map<string, number>());
      atPlace.set(text, (atPlace.get(text) ?? 0) + count);
    }
  }
  const least = share * texts.length;
  const patterns = new Map<string, string>();
  for (const [whole, { pieces: line }] of lines) {
    let place = 0;
    const pattern = line.map(({ text, isWord }) => (isWord && (counts[place++]?.get(text) ?? 0) < least ? '*' : text));
    // Several words that differ are one `*`.
    patterns.set(whole, pattern.join('').replaceAll(/\*(?:\s*\*)+/g, '*'));
  }
  return texts.map((text) => patterns.get(text) ?? text);
}

/** A text that occurs so often. */
interface Line {
  readonly pieces: readonly Piece[];
  count: number;
}

function piecesOf(text: string, pieces: RegExp): Piece[] {
  return Array.from(text.matchAll(pieces), ([piece, word]): Piece => ({ text: piece, isWord: word !== undefined }));
}
