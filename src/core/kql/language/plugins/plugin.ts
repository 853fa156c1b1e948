import { ColumnsNeeded, nameColumns } from '../../columnsNeeded';
import type { Column } from '../../kustoType';
import type { Plan } from '../../plan/plan';
import { queryError, type Place } from '../../queryError';
import type { KustoExpression } from '../kusto/kusto';
import { plainColumn, resultColumns } from '../kusto/kustoSymbols';
import type { Scope } from '../scope';

/** A call of a plugin: `evaluate name(arguments)`. */
export interface PluginCall {
  readonly name: string;
  readonly node: Kusto.Language.Syntax.EvaluateOperator;
  readonly arguments: readonly KustoExpression[];
  readonly input: Plan;
  readonly scope: Scope;
  /** Where the call of the plugin stands. */
  readonly place: Place;
}

export type Plugin = (call: PluginCall) => Plan;

/**
 * The columns of a result that depend on the data: those that the query says, or that the data was found to give.
 *
 * @param question asks the data: see `ColumnsNeeded`.
 * @throws ColumnsNeeded where the data has not been asked yet.
 */
export function columnsOfData(
  { name, node, place }: PluginCall,
  question: () => Plan,
  answer: (found: readonly Column[]) => readonly Column[],
): readonly Column[] {
  const { Symbols, Syntax } = Kusto.Language;
  if (!(node.ResultType instanceof Symbols.TableSymbol) || !node.ResultType.IsOpen) {
    return resultColumns(node).map(plainColumn);
  }
  if (!(node.Root instanceof Syntax.QueryBlock)) {
    throw queryError(
      `The columns of evaluate ${name}() are not known in a function: ${nameColumns}`,
      place,
      'notSupported',
    );
  }
  throw new ColumnsNeeded(name, place, question(), answer);
}
