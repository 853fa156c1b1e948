import { refused } from '../queryError';
import type { Syntax, SyntaxNode } from './kusto/kusto';
import { className, firstWord, placeOf } from './kusto/kustoSymbols';
import { refusedSyntax } from './operators/refusedOperators';

type NodeOf<Name extends keyof Syntax> = Syntax[Name] extends { prototype: infer Node } ? Node : never;

/** A table of handlers by the class of a syntax node: what is no row of it is not supported. */
export type RowsByClass<Rest extends readonly unknown[], Result> = {
  readonly [Name in keyof Syntax]?: (node: NodeOf<Name>, ...rest: Rest) => Result;
};

/** Calls the handler for a node's class. */
export function dispatch<Rest extends readonly unknown[], Result>(
  rows: RowsByClass<Rest, Result>,
  node: SyntaxNode,
  ...rest: Rest
): Result {
  const name = className(node);
  if (!Object.hasOwn(rows, name)) {
    const instead = Object.hasOwn(refusedSyntax, name) ? refusedSyntax[name as keyof Syntax] : undefined;
    throw refused(`"${firstWord(node)}"`, instead, placeOf(node));
  }
  // The row's node type is the class that the row is named after, and the node is of that class.
  const handler = rows[name as keyof Syntax] as (node: SyntaxNode, ...rest: Rest) => Result;
  return handler(node, ...rest);
}
