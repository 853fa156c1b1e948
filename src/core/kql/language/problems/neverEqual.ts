import type { KustoType } from '../../kustoType';
import type { Place } from '../../queryError';
import type { NamedValue, TableSchema } from '../../tableSchema';
import { listItems, type KustoExpression, type SyntaxNode } from '../kusto/kusto';
import { expressionType, placeOf } from '../kusto/kustoSymbols';
import type { Folds } from '../foldedLists';
import { constantComparisons, type ConstantComparison } from './constantComparisons';

type ColumnSymbol = Kusto.Language.Symbols.ColumnSymbol;

/** A constant that no value of a column is ever equal to: the comparison is true of no row, or of each. */
export interface NeverEqual extends Place {
  readonly message: string;
  /** What is meant, and the place that it is written at, where that is known. */
  readonly meant?: Place & { readonly text: string };
}

const isNumber = (text: string): boolean =>
  !Number.isNaN(Number(text)) || /^\s*([+-]?(inf|infinity)|nan|-0x[\da-f]+|min|max)\s*$/i.test(text);
const hasDigit = (text: string): boolean => /\d/.test(text);

/** Types of values that no text is ever equal to, but for those that may be read as one. Rather too many may: what is told is sure. */
const mayBeRead: Readonly<Partial<Record<KustoType, (text: string) => boolean>>> = {
  int: isNumber,
  long: isNumber,
  real: isNumber,
  decimal: isNumber,
  bool: (text) => /^\s*(true|false)\s*$/i.test(text) || isNumber(text),
  datetime: hasDigit,
  timespan: hasDigit,
};

/** So many are told of: a list may have thousands. */
const mostTold = 20;

/**
 * The constants of a query that the values which they are compared with never equal, as in `RecordType == "ExchangeItem"`, in the order
 * of the text: the engine answers with no row, and says nothing.
 *
 * @param named what `namedColumns` gives for the whole text
 */
export function neverEqual(query: SyntaxNode, named: NamedColumns, folds: Folds): NeverEqual[] {
  return constantComparisons(query, folds)
    .flatMap((comparison) => tell(comparison, named) ?? [])
    .sort((left, right) => left.start - right.start)
    .slice(0, mostTold);
}

function tell({ value, constant, pair }: ConstantComparison, named: NamedColumns): NeverEqual | undefined {
  const [type, place] = [expressionType(value), placeOf(constant)];
  const isText = expressionType(constant) === 'string';
  const text = isText ? String(constant.LiteralValue) : (constant.Token?.Text ?? '');
  const names = namesOf(value, named);
  const written = value.ToString(Kusto.Language.Syntax.IncludeTrivia.Minimal) ?? '';
  if (type === 'string') {
    const meant = names.some(({ name }) => name === text) ? undefined : meantValue(text, names);
    return meant === undefined
      ? undefined
      : { ...place, ...otherName(written, text, meant.name), meant: { ...place, text: JSON.stringify(meant.name) } };
  }
  if (!isText || mayBeRead[type]?.(text) !== false) {
    return undefined;
  }
  const number = meantValue(text, names)?.number;
  if (number !== undefined) {
    const message = `${written} holds numbers: "${text}" is ${number}.`;
    return { ...place, message, meant: { ...place, text: String(number) } };
  }
  const message = `${written} is of type ${type}: it never equals "${text}".`;
  return text.trim() === '' ? { ...place, ...missing(message, written, pair) } : { ...place, message };
}

function otherName(column: string, text: string, name: string): Pick<NeverEqual, 'message'> {
  return {
    message:
      name.toLowerCase() === text.toLowerCase()
        ? `${column} has "${name}", and case counts here: it never equals "${text}".`
        : `${column} holds names: ${text} is "${name}".`,
  };
}

/** What is of no text is empty in no row. */
function missing(message: string, column: string, pair: ConstantComparison['pair']): Omit<NeverEqual, keyof Place> {
  const advice = `${message} Whether a value is missing is asked by isnull(${column}).`;
  return pair === undefined
    ? { message: advice }
    : {
        message: advice,
        meant: { ...placeOf(pair), text: `${pair.Operator?.Text === '==' ? 'isnull' : 'isnotnull'}(${column})` },
      };
}

/** The value that is meant by a name in other case, or by its number. */
function meantValue(text: string, names: readonly NamedValue[]): NamedValue | undefined {
  return names.find(({ name, number }) => name.toLowerCase() === text.toLowerCase() || String(number) === text);
}

export type NamedColumns = ReadonlyMap<ColumnSymbol, readonly NamedValue[]>;

/** The columns of the tables that a text names, as they are there, whose values have names. */
export function namedColumns(root: SyntaxNode, tables: readonly TableSchema[]): NamedColumns {
  const { ColumnSymbol, TableSymbol } = Kusto.Language.Symbols;
  const { NameReference } = Kusto.Language.Syntax;
  const named = new Map<ColumnSymbol, readonly NamedValue[]>();
  const symbols = new Set(
    listItems(root.GetDescendants(NameReference)).map(({ ReferencedSymbol }) => ReferencedSymbol),
  );
  for (const symbol of symbols) {
    const names = tables.find(({ name }) => symbol instanceof TableSymbol && name === symbol.Name)?.namedValues ?? {};
    for (const column of listItems(symbol?.Members ?? null)) {
      const values = Object.hasOwn(names, column.Name ?? '') ? names[column.Name ?? ''] : undefined;
      if (column instanceof ColumnSymbol && values !== undefined) {
        named.set(column, values);
      }
    }
  }
  return named;
}

/** The named values of a column, whatever operators it has passed; none for what is no column of a table, or one that has other values too. */
function namesOf({ ReferencedSymbol: symbol }: KustoExpression, named: NamedColumns): readonly NamedValue[] {
  if (!(symbol instanceof Kusto.Language.Symbols.ColumnSymbol)) {
    return [];
  }
  const own = named.get(symbol);
  const originals = own === undefined ? listItems(symbol.OriginalColumns).map((column) => named.get(column)) : [own];
  return originals.includes(undefined) ? [] : originals.flatMap((values) => values ?? []);
}
