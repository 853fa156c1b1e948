import type { KustoService } from '../kusto';

/**
 * Spares the service a look at each column of each table that an operator makes, for one that is missing: with the 500 columns of
 * records that is a tenth of the time that a query takes to bind.
 */
export function mendCheckedLists({ Utils }: KustoService): void {
  Utils.ArgumentCheckers.CheckArgumentNullOrElementNull = (_type, list) => list;
}
