import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { KqlCompletionItem, KqlCompletions } from '../../core/kql/language/service/completion/completions';
import { kqlHelp } from '../../core/kql/language/service/help/kqlHelp';
import { kqlNotes } from '../../core/kql/language/service/help/kqlNotes';
import type { ValuePlace } from '../../core/kql/language/service/completion/valuePlace';
import { findEnumMember } from '../../core/schema/enumNames';
import { counted } from '../../core/text/counted';
import type { ColumnValue } from './columnValues';
import { rangeOf } from './ranges';
import { valueLiteral } from './valueLiteral';

const kinds: Readonly<Record<string, CompletionItemKind>> = {
  Column: CompletionItemKind.Field,
  Table: CompletionItemKind.Class,
  BuiltInFunction: CompletionItemKind.Function,
  LocalFunction: CompletionItemKind.Function,
  DatabaseFunction: CompletionItemKind.Function,
  AggregateFunction: CompletionItemKind.Method,
  Parameter: CompletionItemKind.Variable,
  Variable: CompletionItemKind.Variable,
  ScalarInfix: CompletionItemKind.Operator,
  ScalarPrefix: CompletionItemKind.Constructor,
  ScalarType: CompletionItemKind.TypeParameter,
  RenderChart: CompletionItemKind.EnumMember,
  Example: CompletionItemKind.Constant,
  Option: CompletionItemKind.Property,
};

const suggestAgain = { command: 'editor.action.triggerSuggest', title: '' };
const showParameters = { command: 'editor.action.triggerParameterHints', title: '' };

/**
 * A list for the editor. Values come first: where one can stand, it is what is looked for.
 *
 * @param values of the column that `completions` asks values of; undefined if they are not known yet, and then the list is incomplete
 */
export function completionList(
  document: TextDocument,
  completions: KqlCompletions,
  values: readonly ColumnValue[] | undefined,
): CompletionList {
  const { edit, items, values: place } = completions;
  return {
    isIncomplete: place !== undefined && values === undefined,
    itemDefaults: { editRange: rangeOf(document, edit) },
    items: [
      ...(place === undefined ? [] : (values ?? []).map((value, rank) => valueItem(document, place, value, rank))),
      ...items.map(languageItem),
    ],
  };
}

/** What an item does, for the one that is looked at. */
export function describeItem(item: CompletionItem): CompletionItem {
  const name = item.filterText ?? item.label;
  const parts = [kqlHelp, kqlNotes].flatMap((table, index) => {
    const text = Object.hasOwn(table, name) ? table[name] : undefined;
    return text === undefined ? [] : [index === 0 ? text : `Here: ${text}.`];
  });
  return item.kind === CompletionItemKind.Field || item.kind === CompletionItemKind.Value || parts.length === 0
    ? item
    : { ...item, documentation: { kind: 'markdown', value: parts.join('\n\n') } };
}

function languageItem({ label, filterText, sortText, before, after, kind }: KqlCompletionItem): CompletionItem {
  const isFunction = kind.endsWith('Function');
  const [detail] = isFunction ? label.split(filterText).slice(1) : [];
  const common: CompletionItem = {
    label: isFunction ? filterText : label,
    filterText,
    sortText,
    kind: kinds[kind] ?? CompletionItemKind.Keyword,
    ...(detail === undefined ? {} : { labelDetails: { detail } }),
  };
  if (after === '') {
    return before === common.label ? common : { ...common, textEditText: before };
  }
  return {
    ...common,
    textEditText: `${escapeSnippet(before)}$0${escapeSnippet(after)}`,
    insertTextFormat: InsertTextFormat.Snippet,
    command: isFunction ? showParameters : suggestAgain,
  };
}

function valueItem(
  document: TextDocument,
  place: ValuePlace,
  { value, count }: ColumnValue,
  rank: number,
): CompletionItem {
  const range = rangeOf(document, place.edit);
  const typed = document.getText(range);
  const quote = /^[hH]?@?["']/.exec(typed)?.[0] ?? '';
  const meaning = typeof value === 'number' ? findEnumMember(undefined, place.column, value)?.name : undefined;
  const written = typeof value === 'string' ? valueLiteral(value, place) : String(value);
  return {
    label: String(value),
    labelDetails: {
      ...(meaning === undefined ? {} : { detail: ` ${meaning}` }),
      description: counted(count, 'record', count.toLocaleString('en')),
    },
    kind: CompletionItemKind.Value,
    // The range holds the quote that was typed. What a number means is what people type.
    filterText: `${quote}${meaning === undefined ? '' : `${meaning} `}${value}`,
    // Before everything of Kusto's, whose texts start with a digit.
    sortText: `!${String(rank).padStart(4, '0')}`,
    textEdit: { range, newText: place.isListMissing === true ? `(${written})` : written },
  };
}

function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, String.raw`\$&`);
}
