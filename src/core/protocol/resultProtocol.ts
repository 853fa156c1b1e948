import type { CellValue, Row } from './queryProtocol';
import type { ResultPlace } from './resultPlace';

/** Which rows of a result are shown, and in which order; all over the whole result. */
export interface ResultView {
  /**
   * The first one counts most. Rows that are equal in all keep the order that the query gave. Null counts as less than any value, as
   * in Kusto: it comes first ascending, and last descending; NaN counts as more than null and less than any number. Texts are in the
   * order of their characters, capitals first. Of dynamic values numbers come first, by their size; then all others, by their text.
   */
  readonly sort: readonly ResultSort[];
  /** A row is shown if it passes all of them. */
  readonly filters: readonly ResultFilter[];
  /** Only rows with this text in any column, in whatever case; absent for all. */
  readonly search?: string;
}

export interface ResultSort extends ResultPlace {
  readonly descending: boolean;
}

/**
 * - `values`: the value is one of these, or none of them. Values are those of `ResultValueCount.value`;
 * - `text`: the value, as `cellText` writes it, has this text in it, in whatever case;
 * - `range`: the value is at least `from` and at most `until`; both are written as rows have them. Null and NaN are in no range;
 * - `empty`: the value is null or an empty text, or neither.
 */
export type ResultFilter = ResultPlace &
  (
    | { readonly kind: 'values'; readonly values: readonly CellValue[]; readonly isExcluded: boolean }
    | { readonly kind: 'text'; readonly text: string; readonly isExcluded: boolean }
    | { readonly kind: 'range'; readonly from?: CellValue; readonly until?: CellValue }
    | { readonly kind: 'empty'; readonly isExcluded: boolean }
  );

export interface ResultViewParams {
  readonly resultId: string;
  readonly view: ResultView;
  readonly offset: number;
  readonly limit: number;
}

export interface ResultPage {
  readonly rows: readonly Row[];
  /** Rows that the view has. */
  readonly rowCount: number;
}

export interface ResultValuesParams extends ResultPlace {
  readonly resultId: string;
  /** The rows that are looked at. A filter of the column itself is left aside. */
  readonly view: ResultView;
  /** Only values with this text in them. */
  readonly search?: string;
  /** The most frequent values come back, so many. */
  readonly limit: number;
}

export interface ResultValueCount {
  readonly value: CellValue;
  readonly count: number;
}

export interface ResultValues {
  readonly values: readonly ResultValueCount[];
  /** How many different values there are, of those with the text in them. */
  readonly distinct: number;
}

export const resultExportFormats = ['csv', 'json', 'ndjson', 'parquet', 'markdown'] as const;
export type ResultExportFormat = (typeof resultExportFormats)[number];

export interface ExportResultParams {
  readonly resultId: string;
  readonly view: ResultView;
  readonly format: ResultExportFormat;
  /** One character between the values of `csv`; a comma where it is absent. */
  readonly delimiter?: string;
  /** Absolute path; a file that is there is replaced, once the new one is whole. */
  readonly file: string;
  /** Chosen by the host; comes back with `m365Audit/archiveJobProgress`. */
  readonly progressToken?: string;
}
