/** What is written up to a place in a cell, as far as completion asks. */
export interface Cursor {
  /** Inside of a text or a comment, where nothing is offered. */
  readonly isInText: boolean;
  /** The cmdlet that the place belongs to, as it is written; undefined where a cmdlet can start. */
  readonly command: string | undefined;
  /** The parameter before the word at the place, without its dash. */
  readonly parameter: string | undefined;
  /** Inside of a block or of parentheses, where expressions stand. */
  readonly isInExpression: boolean;
  /** The word at the place, up to it. */
  readonly word: string;
  readonly wordStart: number;
}

/** What a pipeline has come to, inside of one pair of braces or parentheses. */
interface Level {
  command: string | undefined;
  parameter: string | undefined;
  isExpression: boolean;
  isStart: boolean;
}

const token =
  /(?<gap>[ \t\f\v\u00a0]+|`\r?\n|<#[^]*?(?:#>|$)|#[^\r\n]*)|(?<text>@'\r?\n[^]*?(?:\n'@|$)|@"\r?\n[^]*?(?:\n"@|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"`]|`[^]|"")*(?:"|$))|(?<open>[({]|[@$]\(|@\{)|(?<close>[)}])|(?<end>[\r\n;])|(?<pipe>\|)|(?<comma>,)|(?<word>[^\s()[\]{}|;,'"`]+|[^])/gy;

/** Reads a cell up to an offset, in UTF-16 code units. */
export function cursorAt(text: string, offset: number): Cursor {
  const before = text.slice(0, offset);
  const levels: Level[] = [newLevel()];
  let wordStart = offset;
  let isInText = false;
  for (const found of before.matchAll(token)) {
    const level = levels.at(-1) ?? newLevel();
    const [all] = found;
    const isLast = found.index + all.length === before.length;
    const groups = found.groups ?? {};
    if (groups.gap !== undefined) {
      isInText = isLast && (/^<#(?![^]*#>$)/.test(all) || all.startsWith('#'));
    } else if (groups.text !== undefined) {
      isInText = isLast && !isClosed(all);
      level.isStart = false;
    } else if (groups.open !== undefined) {
      levels.push(newLevel());
    } else if (groups.close !== undefined) {
      levels.splice(Math.max(levels.length - 1, 1));
      (levels.at(-1) ?? level).isStart = false;
    } else if (groups.end !== undefined || groups.pipe !== undefined) {
      Object.assign(level, newLevel());
    } else if (groups.word !== undefined && isLast) {
      wordStart = found.index;
    } else if (groups.word !== undefined) {
      readWord(all, level);
    }
  }
  const level = levels.at(-1) ?? newLevel();
  return {
    isInText,
    command: level.command,
    parameter: level.parameter,
    isInExpression: level.isExpression || (levels.length > 1 && level.command === undefined),
    word: before.slice(wordStart),
    wordStart,
  };
}

function newLevel(): Level {
  return { command: undefined, parameter: undefined, isExpression: false, isStart: true };
}

function isClosed(text: string): boolean {
  const closer = text.startsWith('@') ? `\n${text.charAt(1)}@` : text.charAt(0);
  return text.length > closer.length && text.endsWith(closer);
}

function readWord(word: string, level: Level): void {
  if (level.isStart && /^(?:[A-Za-z]|[%?]$)/.test(word)) {
    level.command = word;
  } else if (level.command !== undefined) {
    level.parameter = /^-[A-Za-z]/.test(word) ? word.slice(1) : undefined;
  } else if (word === '=') {
    Object.assign(level, newLevel());
    return;
  } else {
    level.isExpression = true;
  }
  level.isStart = false;
}
