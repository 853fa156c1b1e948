import { listItems, type SyntaxNode } from '../kusto/kusto';
import { namesElsewhere } from './columnsElsewhere';
import { nearestName } from '../../../text/nearestName';

/** Kusto's code for a name that no column has, and no value. */
const unknownName = 'KS142';

/** Keys of audit records start with a capital letter. */
const keyName = /^[A-Z]\w+$/;

/** A name is a slip where one letter in so many is another one. */
const lettersOfSlip = 5;

/**
 * How a key of records is written that is no column, because no record has had it and no document names it: `Record.ErrorNumber`.
 * Undefined where the rows are no records, or where the name is likelier a slip.
 *
 * @param root is the tree of the text, bound
 */
export function recordKey(
  { Code, Start, Length }: Kusto.Language.Diagnostic,
  text: string,
  root: SyntaxNode,
): string | undefined {
  const name = text.slice(Start, Start + Length);
  if (Code !== unknownName || !keyName.test(name)) {
    return undefined;
  }
  const columns = columnsBefore(root, Start);
  return columns.includes('Record') &&
    namesElsewhere(name).length === 0 &&
    nearestName(name, columns, lettersOfSlip) === undefined
    ? `Record.${name}`
    : undefined;
}

/** The columns of the rows that the operator at an offset is given. */
function columnsBefore(root: SyntaxNode, offset: number): readonly string[] {
  const { PipeExpression, QueryOperator } = Kusto.Language.Syntax;
  for (let node = root.GetTokenAt(offset)?.Parent ?? null; node !== null; node = node.Parent) {
    if (node instanceof QueryOperator && node.Parent instanceof PipeExpression && node.Parent.Operator === node) {
      return listItems(node.Parent.Expression?.ResultType?.Members ?? null).map(({ Name }) => Name ?? '');
    }
  }
  return [];
}
