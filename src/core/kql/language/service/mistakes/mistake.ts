/** A way in which people write KQL wrongly, and what they mean by it. */
export interface Mistake {
  /**
   * Finds it in a text whose strings are `"___"` and whose comments are blanks, of the same lengths. It only proposes: a mistake is told
   * of where mending it leaves fewer errors. Flags `d` and `g`.
   */
  readonly wrong: RegExp;
  /** What is meant: `$&`, `$1` and so on stand for what was written there; or made of them, the first being all. */
  readonly right: string | ((parts: readonly string[]) => string);
  /** Why, where "KQL writes …" does not say it; `$&` and `$1` as in `right`. */
  readonly message?: string;
  /** Where only a part is told of: its group, and what is meant by it. */
  readonly part?: { readonly group: number; readonly right: string };
  /** Codes of errors, one of which must go away, where others may for other reasons. */
  readonly mends?: ReadonlySet<string>;
}

/** What follows the last word of an operator. */
export const operatorEnd = String.raw`(?=\s*(?:[|;)]|$))`;

/** Operators that are often written without the pipe before them. */
export const pipedOperators =
  'where|extend|project|project-away|project-rename|summarize|order by|sort by|take|limit|distinct|join|union|top|mv-expand|mv-apply|parse|render|lookup|make-series|evaluate';
