import type { KustoType } from '../../core/kql/kustoType';
import type { ResultPlace } from '../../core/protocol/resultPlace';

export interface FilteredColumn {
  readonly place: ResultPlace;
  readonly type: KustoType;
  /** Times are written at the user's clock. */
  readonly isLocalTime: boolean;
}
