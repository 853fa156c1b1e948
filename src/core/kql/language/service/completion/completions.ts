import type { Place } from '../../../queryError';
import { present } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';
import { argumentItems } from './argumentItems';
import { borrowedItems } from './borrowedItems';
import { completionItems, type KqlCompletionItem } from './completionItem';
import type { FunctionItems } from './functionItems';
import type { KqlText } from '../text/kqlText';
import { memberItems } from './memberItems';
import { openCall } from '../help/signatures';
import { symbolItems } from './symbolItems';
import { supportedOperators } from './supportedNames';
import type { ValueColumn } from '../valueColumn';
import { upcomingColumn, valuePlace, type ValuePlace } from './valuePlace';

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

/** `summarize by UserId`: the service takes its first letter for a name. */
const by: KqlCompletionItem = {
  label: 'by',
  filterText: 'by',
  sortText: '083_by',
  before: 'by',
  after: '',
  kind: 'Keyword',
};

/** What can stand at an offset, in UTF-16 code units. */
export function completionsAt(text: KqlText, offset: number, functions: () => FunctionItems): KqlCompletions {
  if (text.isComment(offset)) {
    return { edit: { start: offset, length: 0 }, items: [] };
  }
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
    if (!items.some(followsWhole)) {
      items.splice(0, items.length, ...completionItems(itemsAt(true)).filter(isUseful));
    }
    items.push(...otherFunctions(text, words.EditStart, functions));
    if (items.length === 0) {
      items.push(...memberItems(text, offset));
    }
  }
  if (items.length === 0) {
    items.push(...borrowedItems(text, offset, functions()));
  }
  if (isPluginPosition(text, offset)) {
    items.push(...functions().plugins);
  }
  if (isTypePosition(text, offset)) {
    items.push(typeOf);
  }
  if (tokenBeforeWord(text, offset)?.Text === 'summarize' && !items.some(({ label }) => label === by.label)) {
    items.push(by);
  }
  const argument = argumentItems(text, offset);
  items.push(...argument.items);
  const edit = argument.edit ?? { start: words.EditStart, length: words.EditLength };
  const values = valuePlace(text, offset);
  const upcoming = items.some(({ kind }) => kind === 'ScalarInfix') ? upcomingColumn(text, offset) : undefined;
  return {
    edit,
    items: text.separated.charAt(edit.start + edit.length) === '(' ? items.map(withoutArguments) : items,
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

/** An operator that stands after a value or a pipe, where no name can stand: to look for names takes as long as the list itself. */
function followsWhole({ kind, filterText }: KqlCompletionItem): boolean {
  return kind === 'ScalarInfix' || (kind === 'QueryPrefix' && filterText === 'where');
}

function isPluginPosition(text: KqlText, offset: number): boolean {
  const token = text.tokenBefore(offset);
  const last = token?.End === offset && token.Text !== 'evaluate' ? token.GetPreviousToken() : token;
  return last?.Text === 'evaluate' && last.End < offset;
}

/** The functions that may take the place of one which is called, of which the service knows none. */
function otherFunctions(text: KqlText, start: number, functions: () => FunctionItems): readonly KqlCompletionItem[] {
  const { EvaluateOperator, FunctionCallExpression, InvokeOperator } = Kusto.Language.Syntax;
  const token = text.tokenBefore(start + 1);
  const call = token?.TextStart === start ? token.Parent?.Parent?.Parent : undefined;
  if (
    !(call instanceof FunctionCallExpression) ||
    call.Name?.GetFirstToken() !== token ||
    call.ResultType?.IsTabular === true ||
    call.Parent instanceof EvaluateOperator ||
    call.Parent instanceof InvokeOperator
  ) {
    return [];
  }
  const { aggregates, scalars } = functions();
  return isAggregatePosition(text, start) ? [...aggregates, ...scalars] : scalars;
}

/** The name alone, where its arguments are there already. */
function withoutArguments(item: KqlCompletionItem): KqlCompletionItem {
  return item.before.endsWith('(') ? { ...item, before: item.before.slice(0, -1), after: '' } : item;
}

/** Functions that are told what to give, and which of their arguments says it, from 0. */
const typeArguments: ReadonlySet<string> = new Set(['extract 3', 'extract_json 2', 'extractjson 2']);

/** The token after which a word is asked for, of which some letters may be there. */
function tokenBeforeWord(text: KqlText, offset: number): Kusto.Language.Syntax.SyntaxToken | null {
  const token = text.tokenBefore(offset);
  return token !== null && token.End >= offset && /^\w/.test(token.Text ?? '') ? token.GetPreviousToken() : token;
}

/** After `to` in `mv-expand x to typeof(long)`, and where `extract` is told what to give. */
function isTypePosition(text: KqlText, offset: number): boolean {
  const before = tokenBeforeWord(text, offset);
  const { ToTypeOfClause } = loadKusto().Syntax;
  const call = openCall(text, offset);
  return (
    (before?.Text === 'to' && before.Parent instanceof ToTypeOfClause) ||
    typeArguments.has(`${call?.name} ${call?.argument}`)
  );
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
