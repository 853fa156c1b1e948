import type { Place } from '../../queryError';
import { loadKusto, present } from '../kusto/kusto';
import { argumentItems } from './argumentItems';
import { completionItems, type KqlCompletionItem } from './completionItem';
import type { FunctionItems } from './functionItems';
import type { KqlText } from './kqlText';
import { memberItems } from './memberItems';
import { symbolItems } from './symbolItems';
import { supportedOperators } from './supportedNames';
import { upcomingColumn, valuePlace, type ValueColumn, type ValuePlace } from './valuePlace';

export type { KqlCompletionItem } from './completionItem';

export interface KqlCompletions {
  /** What the chosen item replaces. */
  readonly edit: Place;
  readonly items: readonly KqlCompletionItem[];
  /** Values of this column can stand here as well. */
  readonly values?: ValuePlace;
  /** Values of this column may be asked for next. */
  readonly upcoming?: ValueColumn;
}

/** Words that start a statement. */
const statementWords: ReadonlySet<string> = new Set(['let', 'set', 'declare']);

const typeOf: KqlCompletionItem = {
  label: 'typeof()',
  filterText: 'typeof',
  sortText: 'typeof',
  before: 'typeof(',
  after: ')',
  kind: 'Keyword',
};

/** What can stand at an offset, in UTF-16 code units. */
export function completionsAt(text: KqlText, offset: number, functions: () => FunctionItems): KqlCompletions {
  const { Editor, IncludeFunctionKind } = loadKusto();
  const { LocalFunctions, DatabaseFunctions, LocalViews } = IncludeFunctionKind;
  const options = Editor.CompletionOptions.Default?.WithIncludeFunctions(
    LocalFunctions | DatabaseFunctions | LocalViews,
  )?.WithAutoAppendWhitespace(false);
  const itemsAt = (withSymbols: boolean): Kusto.Language.Editor.CompletionInfo =>
    present(text.service.GetCompletionItems(offset, options?.WithIncludeSymbols(withSymbols) ?? null), 'completions');
  const words = itemsAt(false);
  const items = completionItems(words).filter(isUseful);
  // Literals like `datetime()` are offered exactly where any expression can stand.
  if (items.some(({ kind }) => kind === 'ScalarPrefix')) {
    const withTables = items.some(({ kind }) => kind === 'QueryPrefix');
    items.push(...symbolItems(text, offset, withTables), ...functions().scalars);
    if (isAggregatePosition(text, offset)) {
      items.push(...functions().aggregates);
    }
  } else {
    items.splice(0, items.length, ...completionItems(itemsAt(true)).filter(isUseful));
    if (items.length === 0) {
      items.push(...memberItems(text, offset));
    }
  }
  if (isPluginPosition(text, offset)) {
    items.push(...functions().plugins);
  }
  if (isTypePosition(text, offset)) {
    items.push(typeOf);
  }
  const argument = argumentItems(text, offset);
  items.push(...argument.items);
  const values = valuePlace(text, offset);
  const upcoming = items.some(({ kind }) => kind === 'ScalarInfix') ? upcomingColumn(text, offset) : undefined;
  return {
    edit: argument.edit ?? { start: words.EditStart, length: words.EditLength },
    items,
    ...(values === undefined ? {} : { values }),
    ...(upcoming === undefined ? {} : { upcoming }),
  };
}

/** Signs are quicker typed than chosen, and what is not supported is not offered. */
function isUseful({ kind, filterText }: KqlCompletionItem): boolean {
  return kind === 'QueryPrefix'
    ? supportedOperators.has(filterText) || statementWords.has(filterText)
    : kind !== 'Punctuation';
}

function isPluginPosition(text: KqlText, offset: number): boolean {
  const token = text.tokenBefore(offset);
  const last = token?.End === offset && token.Text !== 'evaluate' ? token.GetPreviousToken() : token;
  return last?.Text === 'evaluate' && last.End < offset;
}

/** After `to` in `mv-expand x to typeof(long)`. */
function isTypePosition(text: KqlText, offset: number): boolean {
  const token = text.tokenBefore(offset);
  return token?.Text === 'to' && token.End < offset && token.Parent instanceof Kusto.Language.Syntax.ToTypeOfClause;
}

function isAggregatePosition(text: KqlText, offset: number): boolean {
  const { SummarizeOperator, SummarizeByClause, MakeSeriesOperator, MakeSeriesByClause, PipeExpression } =
    Kusto.Language.Syntax;
  const { EvaluateOperator, TopNestedClause } = Kusto.Language.Syntax;
  for (const node of text.ancestors(text.tokenBefore(offset))) {
    if (node instanceof SummarizeOperator || node instanceof MakeSeriesOperator) {
      return true;
    }
    if (node instanceof EvaluateOperator) {
      return node.FunctionCall?.Name?.SimpleName === 'pivot';
    }
    if (node instanceof TopNestedClause) {
      return node.ByKeyword !== null && node.ByKeyword.Width > 0 && node.ByKeyword.End < offset;
    }
    if (node instanceof SummarizeByClause || node instanceof MakeSeriesByClause || node instanceof PipeExpression) {
      return false;
    }
  }
  return false;
}
