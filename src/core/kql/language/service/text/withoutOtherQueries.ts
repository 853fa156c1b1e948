import { lexicalTokens } from '../../kusto/lexicalTokens';

/** The first words of statements that say what names mean, or how the others are read. */
const declarations: ReadonlySet<string> = new Set(['let', 'set', 'declare', 'alias', 'restrict']);

const openers: ReadonlySet<string> = new Set(['(', '[', '{']);
const closers: ReadonlySet<string> = new Set([')', ']', '}']);

interface Statement {
  readonly start: number;
  /** After its semicolon. */
  end: number;
  /** Other statements may need it: it declares something, or `as` names its rows. */
  isNeeded: boolean;
}

/**
 * The text with blanks for what has no bearing on the statement at an offset: queries before it, and all after it. A text of many
 * queries takes no longer to bind then than the one that is written.
 *
 * @param separated with a semicolon between any two statements
 */
export function withoutOtherQueries(separated: string, offset: number): string {
  if (!separated.includes(';')) {
    return separated;
  }
  const before: Statement[] = [];
  let statement: Statement = { start: 0, end: 0, isNeeded: false };
  let isFirst = true;
  let depth = 0;
  for (const { Text, Length } of lexicalTokens(separated)) {
    const word = Text ?? '';
    statement.end += Length;
    statement.isNeeded ||= (isFirst && declarations.has(word)) || word === 'as';
    depth += openers.has(word) ? 1 : closers.has(word) ? -1 : 0;
    isFirst = word === ';' && depth === 0;
    if (isFirst) {
      if (offset < statement.end) {
        break;
      }
      before.push(statement);
      statement = { start: statement.end, end: statement.end, isNeeded: false };
    }
  }
  const kept = before.map(({ start, end, isNeeded }) => {
    const text = separated.slice(start, end);
    return isNeeded ? text : blanks(text);
  });
  return [...kept, separated.slice(statement.start, statement.end), blanks(separated.slice(statement.end))].join('');
}

function blanks(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
