import { listItems, type KustoExpression, type SyntaxNode } from './kusto/kusto';
import { expressionType } from './kusto/kustoSymbols';

/** The times of audit records: of the event, and of the content that they came in. */
const timeColumns: ReadonlySet<string> = new Set(['CreationTime', 'TimeGenerated', 'ContentCreated']);

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

/**
 * Whether a text says itself which times it is about: it compares the time of records with something in a `where`, `search` or `find`,
 * or makes a series of it from a time or to one. `hourofday(CreationTime) > 8` is a question about any day, and says nothing.
 */
export function namesTimes(block: Kusto.Language.Syntax.QueryBlock): boolean {
  const { BinaryExpression, BetweenExpression, MakeSeriesOperator } = Kusto.Language.Syntax;
  return (
    listItems(block.GetDescendants(BinaryExpression)).some(
      (node) =>
        comparisons.has(node.Operator?.Text ?? '') && isInFilter(node) && [node.Left, node.Right].some(isOfTime),
    ) ||
    listItems(block.GetDescendants(BetweenExpression)).some((node) => isInFilter(node) && isOfTime(node.Left)) ||
    listItems(block.GetDescendants(MakeSeriesOperator)).some(
      (node) => node.RangeClause !== null && isOfTime(node.OnClause?.Expression ?? null),
    )
  );
}

function isInFilter(node: SyntaxNode): boolean {
  const { FilterOperator, SearchOperator, FindOperator } = Kusto.Language.Syntax;
  for (let parent = node.Parent; parent !== null; parent = parent.Parent) {
    if (parent instanceof FilterOperator || parent instanceof SearchOperator || parent instanceof FindOperator) {
      return true;
    }
  }
  return false;
}

/** Whether an expression is a time, or a time span, that is made of the time of a record. */
function isOfTime(expression: KustoExpression | null): boolean {
  if (expression === null) {
    return false;
  }
  const { NameReference } = Kusto.Language.Syntax;
  const type = expressionType(expression);
  const names = [expression, ...listItems(expression.GetDescendants(NameReference))];
  return (
    (type === 'datetime' || type === 'timespan') &&
    names.some((name) => name instanceof NameReference && timeColumns.has(name.SimpleName ?? ''))
  );
}
