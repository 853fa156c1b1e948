import { lexicalTokens } from './kusto/lexicalTokens';

const openers: ReadonlySet<string> = new Set(['(', '[', '{']);
const closers: ReadonlySet<string> = new Set([')', ']', '}']);

const blankLine = /(\n[ \t]*\r?)\n/;

/** The text with the statements that blank lines part ended by semicolons. Nothing moves: places in it are places in the text. */
export function separateStatements(text: string): string {
  if (!blankLine.test(text)) {
    return text;
  }
  let depth = 0;
  let previous = ';';
  let separated = '';
  for (const token of lexicalTokens(text)) {
    const trivia = token.Trivia ?? '';
    const word = token.Text ?? '';
    const isBetween = depth === 0 && previous !== ';' && previous !== '|' && previous !== '=' && word !== '';
    separated += (isBetween && word !== ';' && word !== '|' ? endAtBlankLine(trivia) : trivia) + word;
    depth += openers.has(word) ? 1 : closers.has(word) ? -1 : 0;
    previous = word;
  }
  return separated;
}

/** Puts a semicolon into the first blank line; comments stay as they are. */
function endAtBlankLine(trivia: string): string {
  return trivia.replace(blankLine, '$1;');
}
