import type { Column, KustoType } from '../../kustoType';
import { kustoTypes } from '../../kustoType';
import type { Place } from '../../queryError';
import { notSupported } from '../../queryError';
import { listItems, present, type KustoExpression, type SyntaxNode } from './kusto';

const typeNames: ReadonlySet<string> = new Set(kustoTypes);

function isKustoType(name: string): name is KustoType {
  return typeNames.has(name);
}

/** The name of a node's class: `FilterOperator`. */
export function className(node: object): string {
  return Bridge.getTypeName(node).split('.').at(-1) ?? '';
}

/** The word that starts a node: for an operator, its name. */
export function firstWord(node: SyntaxNode): string {
  return node.GetFirstToken()?.Text ?? '';
}

/** Where a node stands, without the space before it. */
export function placeOf(node: SyntaxNode): Place {
  return { start: node.TextStart, length: node.Width };
}

/** The scalar type of a symbol. `null` and `unknown` (of dynamic parts, of nothing) are dynamic. */
export function kustoType(symbol: Kusto.Language.Symbols.Symbol | null): KustoType {
  const name = symbol?.Name ?? '';
  return isKustoType(name) ? name : 'dynamic';
}

/** The scalar type of an expression, as `kustoType` has it. */
export function expressionType(expression: KustoExpression): KustoType {
  return kustoType(expression.ResultType);
}

export function isTabular(expression: KustoExpression): boolean {
  return expression.ResultType?.IsTabular === true;
}

/** The columns of a table or a tuple. */
export function symbolColumns(type: Kusto.Language.Symbols.TypeSymbol): ResultColumn[] {
  return listItems(type.Members)
    .filter((member) => member instanceof Kusto.Language.Symbols.ColumnSymbol)
    .map((symbol) => ({
      name: present(symbol.Name, 'column name'),
      type: kustoType(symbol.Type),
      source: symbol.Source,
    }));
}

/** A column of a result, and the expression that gives it, where there is one of its own. */
export interface ResultColumn extends Column {
  readonly source: SyntaxNode | null;
}

/** The columns of a tabular expression's or operator's result. */
export function resultColumns(expression: KustoExpression): ResultColumn[] {
  const type = expression.ResultType;
  if (type?.IsTabular !== true) {
    throw notSupported(`A table without known columns (${firstWord(expression)})`, placeOf(expression));
  }
  return symbolColumns(type);
}

/** The columns of an expression that gives several (`arg_max(a, *)`); undefined for one that gives one value. */
export function tupleColumns(expression: KustoExpression): ResultColumn[] | undefined {
  const type = expression.ResultType;
  return type?.Name === 'tuple' || type?.Kind === Kusto.Language.Symbols.SymbolKind.Tuple
    ? symbolColumns(type)
    : undefined;
}

export function plainColumn({ name, type }: Column): Column {
  return { name, type };
}
