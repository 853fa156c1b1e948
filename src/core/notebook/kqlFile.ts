import { kqlTokens, type KqlToken } from './query/kqlTokens';
import { nesting } from './query/kqlStatements';

/** A part of a file of KQL that runs by itself. */
export interface KqlBlock {
  readonly text: string;
  /** What stands between it and the block before it; empty for the first one. */
  readonly before: string;
}

export interface KqlFile {
  readonly blocks: readonly KqlBlock[];
  /** What stands before the first block, and after the last one. */
  readonly start: string;
  readonly end: string;
}

/** What begins a statement that only prepares others: a block of these alone belongs to the one that follows. */
const preparations: ReadonlySet<string> = new Set(['let', 'set', 'declare', 'alias', 'pattern', 'restrict']);
const openEnds: ReadonlySet<string> = new Set(['|', '=']);
const blankLines = /\r?\n(?:[ \t]*\r?\n)+/;

/**
 * Parts a file of KQL into blocks at its blank lines, as editors of KQL do: those in brackets and texts part nothing, nor does one after
 * statements that only prepare others (`let`). Nothing gets lost: `joinKqlFile` gives the same text back.
 */
export function splitKqlFile(text: string): KqlFile {
  const start = /^\s*/.exec(text)?.[0] ?? '';
  const end = start.length === text.length ? '' : (/\s*$/.exec(text)?.[0] ?? '');
  const last = text.length - end.length;
  const blocks: KqlBlock[] = [];
  let from = start.length;
  let before = '';
  for (const [at, gap] of gaps(text)) {
    blocks.push({ text: text.slice(from, at), before });
    before = gap;
    from = at + gap.length;
  }
  return { blocks: from < last ? [...blocks, { text: text.slice(from, last), before }] : blocks, start, end };
}

export function joinKqlFile({ blocks, start, end }: KqlFile): string {
  return start + blocks.map(({ before, text }) => before + text).join('') + end;
}

/** Whether two blocks with this between them are two blocks when the file is read again. */
export function isGap(text: string): boolean {
  return new RegExp(`^(?:${blankLines.source})$`).test(text);
}

/** The blank lines that part blocks, and where they are. */
function* gaps(text: string): Generator<readonly [at: number, gap: string]> {
  let depth = 0;
  let previous: KqlToken | undefined;
  let isFirstOfStatement = true;
  let givesResult = false;
  for (const token of kqlTokens(text)) {
    const between = previous === undefined ? '' : text.slice(previous.end, token.start);
    const blank = depth === 0 && token.text !== '|' ? blankLines.exec(between) : null;
    if (blank !== null && previous !== undefined && !openEnds.has(previous.text)) {
      isFirstOfStatement = true;
      if (givesResult) {
        yield [previous.end + blank.index, blank[0]];
        givesResult = false;
      }
    }
    if (depth === 0 && token.text === ';') {
      isFirstOfStatement = true;
    } else if (isFirstOfStatement) {
      isFirstOfStatement = false;
      givesResult ||= !preparations.has(token.text);
    }
    depth = Math.max(0, depth + nesting(token));
    previous = token;
  }
}
