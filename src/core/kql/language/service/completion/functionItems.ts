import { present } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';
import { completionItems, type KqlCompletionItem } from './completionItem';
import type { KustoType } from '../../../kustoType';
import { supportedAggregates, supportedFunctions, supportedOperators, supportedPlugins } from './supportedNames';

/** The functions that can stand in any expression, those of `summarize`, and those of `evaluate`. */
export interface FunctionItems {
  readonly scalars: readonly KqlCompletionItem[];
  readonly aggregates: readonly KqlCompletionItem[];
  readonly plugins: readonly KqlCompletionItem[];
  /** What follows a pipe. */
  readonly operators: () => readonly KqlCompletionItem[];
  /** What follows a value of a type. */
  readonly infix: (type: KustoType) => readonly KqlCompletionItem[];
}

/**
 * The items of Kusto's own functions. They are the same everywhere, and making them takes most of the time that a list takes, so they
 * are made once.
 */
export function functionItems(globals: Kusto.Language.GlobalState): FunctionItems {
  const inSummarize = itemsAfter('print x = 1 | summarize ', globals);
  const ofKind = (
    items: readonly KqlCompletionItem[],
    kind: string,
    supported: ReadonlySet<string>,
  ): readonly KqlCompletionItem[] => items.filter((item) => item.kind === kind && supported.has(item.filterText));
  return {
    scalars: ofKind(inSummarize, 'BuiltInFunction', supportedFunctions),
    aggregates: ofKind(inSummarize, 'AggregateFunction', supportedAggregates),
    plugins: ofKind(itemsAfter('print x = 1 | evaluate ', globals), 'BuiltInFunction', supportedPlugins),
    operators: () => ofKind(itemsAfter('print x = 1 | ', globals), 'QueryPrefix', supportedOperators),
    infix: (type) =>
      itemsAfter(`datatable (x: ${type}) [] | where x `, globals).filter(({ kind }) => kind === 'ScalarInfix'),
  };
}

function itemsAfter(text: string, globals: Kusto.Language.GlobalState): KqlCompletionItem[] {
  const service = new (loadKusto().Editor.KustoCodeService.$ctor1)(text, globals);
  return completionItems(present(service.GetCompletionItems(text.length), 'functions'));
}
