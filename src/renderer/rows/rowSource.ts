import type {
  ResultPage,
  ResultValues,
  ResultValuesParams,
  ResultViewParams,
} from '../../core/protocol/resultProtocol';

/** Where the rows of one result come from. */
export interface RowSource {
  /** Rows that can be looked at; fewer than the result has where there is no host. */
  readonly rowCount: number;
  readRows(params: Omit<ResultViewParams, 'resultId'>, signal: AbortSignal): Promise<ResultPage>;
  /** The most frequent values of a column, and how often each one is there. */
  countValues(params: Omit<ResultValuesParams, 'resultId'>, signal: AbortSignal): Promise<ResultValues>;
}
