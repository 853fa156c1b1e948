/** A text whose long lists are folded. All places are places in both texts. */
export interface FoldedText {
  readonly text: string;
  /** The strings that each fold stands for. */
  readonly folds: Folds;
}

export type Folds = readonly (readonly string[])[];

/** The language service takes some 0.3 ms for each string of a list; so many are no burden. */
const leastFolded = 64;

/** A character for private use: with a number after it, it is a string that stands for a fold. */
const foldMark = '\uE0F8';

const folding = new RegExp(`^${foldMark}(\\d+)$`);

const token = new RegExp(
  [
    String.raw`(?<space>\s+)|(?<comment>//[^\n]*)`,
    // Strings whose characters are those that are written.
    String.raw`(?<plain>"[^"\\\n]*"|'[^'\\\n]*')`,
    String.raw`(?<text>[hH]?@"(?:[^"]|"")*"|[hH]?@'(?:[^']|'')*'|[hH]?"(?:[^"\\\n]|\\.)*"|[hH]?'(?:[^'\\\n]|\\.)*'|` +
      '```[^]*?```|~~~[^]*?~~~)',
    String.raw`(?<word>!?[A-Za-z_]\w*~?)`,
    '(?<sign>[^])',
  ].join('|'),
  'gy',
);

/** The strings of a list that is long enough; to look for it costs next to nothing. */
const longList = new RegExp(String.raw`(?:(?:"[^"\\\n]*"|'[^'\\\n]*')\s*,\s*){${leastFolded}}`);

const openers: ReadonlySet<string> = new Set(['(', '[', '{']);
const closers: ReadonlySet<string> = new Set([')', ']', '}']);

const listOperators: ReadonlySet<string> = new Set(['in', '!in', 'in~', '!in~', 'has_any', 'has_all']);

/** What is open: a list that can be folded, JSON with such lists in it, or anything else. */
type Opened = 'list' | 'json' | 'other';

/** Strings that follow each other in a list. */
interface Run {
  readonly start: number;
  end: number;
  readonly values: string[];
}

/**
 * Puts one string in place of the many that follow each other in a list of `in`, `has_any` or `has_all`, or in an array of
 * `dynamic()`: a list of 10,000 hashes would be parsed and bound for seconds. The first string stays, so that what is wrong with
 * their type is found at its place.
 *
 * @param cursor is where one writes: the string there stays, too
 */
export function foldLists(text: string, cursor?: number): FoldedText {
  if (!longList.test(text) || text.includes(foldMark)) {
    return { text, folds: [] };
  }
  const runs = longRuns(text, cursor);
  let folded = '';
  let end = 0;
  runs.forEach((run, index) => {
    folded += text.slice(end, run.start) + standIn(index, run.end - run.start);
    end = run.end;
  });
  return { text: folded + text.slice(end), folds: runs.map(({ values }) => values) };
}

/** A string for a fold, and a comment up to its length: Kusto passes over it much faster than over blanks. */
function standIn(fold: number, length: number): string {
  return `${`"${foldMark}${fold}"//`.padEnd(length - 1)}\n`;
}

/** The strings that a string of a folded text stands for; undefined where it stands for itself. */
export function unfolded(value: string, folds: Folds): readonly string[] | undefined {
  const index = folding.exec(value)?.[1];
  return index === undefined ? undefined : folds[Number(index)];
}

function longRuns(text: string, cursor = -1): readonly Run[] {
  const found: Run[] = [];
  const opened: Opened[] = [];
  let before = '';
  let run: Run | undefined;
  for (const { 0: part, index, groups: kind } of text.matchAll(token)) {
    if (kind?.space !== undefined) {
      continue;
    }
    const around = opened.at(-1);
    const end = index + part.length;
    const isWritten = (run?.end ?? index) <= cursor && cursor <= end;
    if (kind?.plain !== undefined && around === 'list' && before === ',' && !isWritten) {
      run ??= { start: index, end: index, values: [] };
      run.values.push(part.slice(1, -1));
      run.end = end;
    } else if (part !== ',' || before === ',') {
      // What follows a string without a comma, as another string does, is a part of it.
      if (run !== undefined && run.values.length >= leastFolded && (before === ',' || closers.has(part))) {
        found.push(run);
      }
      run = undefined;
    }
    if (openers.has(part)) {
      opened.push(openedBy(part, before, around));
    } else if (closers.has(part)) {
      opened.pop();
    }
    if (kind?.comment === undefined) {
      before = part;
    }
  }
  return found;
}

function openedBy(sign: string, before: string, around: Opened | undefined): Opened {
  const isJson = around === 'json' || (around === 'list' && sign !== '(');
  if (sign === '(') {
    return listOperators.has(before) ? 'list' : before === 'dynamic' ? 'json' : 'other';
  }
  return isJson ? (sign === '[' ? 'list' : 'json') : 'other';
}
