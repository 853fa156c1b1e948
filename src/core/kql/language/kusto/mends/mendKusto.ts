import type { KustoService } from '../kusto';
import { mendCheckedLists } from './checkedLists';
import { mendColumnMaps } from './columnMaps';
import { mendDynamicShapes } from './dynamicShapes';
import { mendLongEscapes } from './longEscapes';
import { mendOperatorColumns } from './operatorColumns';

/**
 * Makes the service answer as the engine does, where it does not. It has no way in for that, so methods that its binder calls are
 * replaced, once, when it is loaded. Its declarations name them: a version that has them no more does not compile.
 */
export function mendKusto(service: KustoService): void {
  mendCheckedLists(service);
  mendColumnMaps(service);
  mendDynamicShapes(service);
  mendLongEscapes(service);
  mendOperatorColumns(service);
}
