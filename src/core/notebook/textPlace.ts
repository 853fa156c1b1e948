/** A place in a text, as people count: from 1. */
export interface TextPlace {
  readonly line: number;
  /** In UTF-16 code units, as VS Code counts. */
  readonly column: number;
}

/** The place of an offset, in UTF-16 code units; one past the end is the end. */
export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
