/** A document by its lines, so that none of its other lines need be read. */
export interface Lines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

export interface Place {
  readonly line: number;
  /** UTF-16 code units. */
  readonly character: number;
}

/** A record of a document. */
export interface RecordAt {
  readonly text: string;
  /** Of the place, in the text: UTF-16 code units. */
  readonly offset: number;
}

/**
 * The record around a place, in a document as `formatJson` writes it: a record that is the document begins at the margin, one of a
 * blob is indented by two spaces, and it ends at the same column. A string of JSON holds no line break, so no text within a record
 * looks like its begin or end. Parsing a blob of 20 MB whole takes half a second, and that for each hover.
 */
export function recordAt(lines: Lines, { line, character }: Place): RecordAt | undefined {
  const first = findLine(lines, line, -1, (text) => /^(?: {2})?\{/.test(text));
  if (first === undefined) {
    return undefined;
  }
  const end = lines.lineAt(first).text.startsWith(' ') ? '  }' : '}';
  const last = findLine(lines, line, 1, (text) => text === end || text === `${end},`);
  if (last === undefined) {
    return undefined;
  }
  const texts = Array.from({ length: last - first + 1 }, (_, index) => lines.lineAt(first + index).text);
  const before = texts.slice(0, line - first);
  const offset = before.reduce((length, text) => length + text.length + 1, character);
  return { text: texts.join('\n'), offset };
}

function findLine(lines: Lines, from: number, step: 1 | -1, isWanted: (text: string) => boolean): number | undefined {
  for (let line = from; line >= 0 && line < lines.lineCount; line += step) {
    if (isWanted(lines.lineAt(line).text)) {
      return line;
    }
  }
  return undefined;
}
