import type { NamedExpression } from '../../plan/plan';
import { translateExpression } from '../expressions';
import { present, separatedItems, type KustoExpression } from '../kusto/kusto';
import { tupleColumns } from '../kusto/kustoSymbols';
import { literal } from '../literals';
import { nameAndValue } from '../parameters';
import type { Scope } from '../scope';

/** The names that an expression is given (`(a, b) = ...`, `a = ...`), and its value. */
function namesAndValue(node: KustoExpression): { readonly names: readonly string[]; readonly value: KustoExpression } {
  if (node instanceof Kusto.Language.Syntax.CompoundNamedExpression) {
    return {
      names: separatedItems(node.Names?.Names ?? null).map(({ SimpleName }) => present(SimpleName, 'name')),
      value: present(node.Expression, 'expression'),
    };
  }
  const { name, value } = nameAndValue(node);
  return { names: name === undefined ? [] : [name], value };
}

/**
 * The columns of an expression that gives several (`(a, b) = series_fit_line(y)`); undefined for one that gives one. Its value is an
 * array of theirs.
 */
export function tupleItems(node: KustoExpression, scope: Scope): readonly NamedExpression[] | undefined {
  const { names, value } = namesAndValue(node);
  const columns = tupleColumns(value);
  if (columns === undefined) {
    return undefined;
  }
  const array = translateExpression(value, scope);
  const place = scope.place(node);
  return columns.map(({ name, type }, index) => ({
    name: names[index] ?? name,
    expression: {
      kind: 'call',
      type,
      name: `to${type}`,
      arguments: [
        { kind: 'call', type: 'dynamic', name: 'member', arguments: [array, literal('long', BigInt(index))], place },
      ],
      place,
    },
  }));
}
