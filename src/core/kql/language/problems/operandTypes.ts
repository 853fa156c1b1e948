import type { SyntaxNode } from '../kusto/kusto';

/** Kusto's code for an operator over types that it is not for. */
const operatorTypes = 'KS106';

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const numbers: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal']);

/** What to write instead of an operator over types that it is not for; undefined for any other problem. */
export function insteadOfOperator({ Code, Start }: Kusto.Language.Diagnostic, root: SyntaxNode): string | undefined {
  if (Code !== operatorTypes) {
    return undefined;
  }
  const node = root.GetTokenAt(Start)?.Parent;
  const { BinaryExpression } = Kusto.Language.Syntax;
  const operator = node instanceof BinaryExpression ? (node.Operator?.Text ?? '') : '';
  const types = node instanceof BinaryExpression ? [typeOf(node.Left), typeOf(node.Right)] : [];
  if (operator === 'and' || operator === 'or') {
    return 'It joins conditions, like a == 1 and b == 2.';
  }
  if (operator === '+' && types.includes('string')) {
    return 'Texts are put together by strcat(a, b).';
  }
  if (types.includes('datetime') && types.includes('string')) {
    return 'A time is written datetime(2026-01-31); a text is converted by todatetime(a).';
  }
  if (comparisons.has(operator) && types.includes('datetime') && types.includes('timespan')) {
    return 'The time so long before now is ago(7d).';
  }
  if ((types.includes('datetime') || types.includes('timespan')) && types.some((type) => numbers.has(type))) {
    return 'A span of time has a unit: 7d, 12h, 30m, 45s.';
  }
  return 'Convert one side, as in tolong(a), todatetime(a) or tostring(a).';
}

function typeOf(expression: Kusto.Language.Syntax.Expression | null): string {
  return expression?.ResultType?.Name ?? '';
}
