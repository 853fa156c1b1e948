/** Pieces of a pattern that are read as one: an escaped character, quoted text, a class of characters, the start of a group. */
const pieces =
  /\\Q[^]*?(?:\\E|$)|\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\[^]|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\(\?(?:P?<\w+>|[imsU-]+[:)]|:)|\(\?(?:<?[=!]|>)|[^]/g;

const quantifiers: ReadonlySet<string> = new Set(['*', '+', '?']);

/**
 * What makes a text no regular expression of RE2, in words; undefined where nothing is found. It finds what people mistake, so that it is
 * said at its place before the query runs; the rest DuckDB finds. RE2 itself is C++, and JavaScript's own expressions are of another kind.
 */
export function regexMistake(pattern: string): string | undefined {
  let open = 0;
  // How many quantifiers stand before; one after another is allowed once, as `?`.
  let repeats: 'nothing' | 'item' | 'quantifier' = 'nothing';
  for (const [piece] of pattern.matchAll(pieces)) {
    const before = repeats;
    repeats = 'item';
    if (/^\(\?(?:<?[=!]|>)$/.test(piece)) {
      return `There is no look-around in a regular expression here: "${piece}" cannot be used.`;
    }
    if (/^\\[1-9]$/.test(piece)) {
      return `There are no back-references in a regular expression here: "${piece}" cannot be used.`;
    }
    if (piece === '\\') {
      return 'The regular expression ends within an escape: write "\\\\" for a backslash.';
    }
    if (piece === '[') {
      return 'The regular expression has a "[" without its "]": write "\\[" for the character.';
    }
    if (piece.startsWith('(')) {
      open += piece.endsWith(')') ? 0 : 1;
      repeats = 'nothing';
    } else if (piece === '|') {
      repeats = 'nothing';
    } else if (piece === ')') {
      if (open === 0) {
        return 'The regular expression has a ")" without its "(": write "\\)" for the character.';
      }
      open--;
    } else if (quantifiers.has(piece)) {
      if (before === 'nothing' || (before === 'quantifier' && piece !== '?')) {
        return `The regular expression has nothing that "${piece}" could repeat: write "\\${piece}" for the character.`;
      }
      repeats = 'quantifier';
    }
  }
  return open > 0 ? 'The regular expression has a "(" without its ")": write "\\(" for the character.' : undefined;
}
