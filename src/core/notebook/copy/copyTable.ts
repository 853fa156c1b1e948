import type { Column } from '../../kql/kustoType';
import type { Row } from '../../protocol/queryProtocol';

/** What is copied of a result: some columns of some rows, each with a value for each of these columns. */
export interface CopyTable {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
