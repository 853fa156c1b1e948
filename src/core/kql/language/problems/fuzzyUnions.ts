import type { Place } from '../../queryError';
import { blanked } from '../blanked';
import { listItems, present, syntaxItems, type KustoExpression } from '../kusto/kusto';
import { namedParameters, parameterText } from '../parameters';

type SyntaxElement = Kusto.Language.Syntax.SyntaxElement;
type UnionOperator = Kusto.Language.Syntax.UnionOperator;

/** Kusto's codes for a name that no table has: a warning in a union that is fuzzy, an error elsewhere. */
const fuzzyNameCode = 'KS205';
const unknownNameCode = 'KS204';
/** Its code for a name of anything that is not there, which it has for a pattern that no table meets, in a fuzzy union too. */
const unknownPatternCode = 'KS142';

/** Whether a problem is a name that no table has, of an operand that a fuzzy union does without. */
function isUnknownOperand({ Code, Start, Length }: Kusto.Language.Diagnostic, text: string): boolean {
  return Code === fuzzyNameCode || (Code === unknownPatternCode && text.slice(Start, Start + Length).includes('*'));
}

/** Whether a problem may be why a part of a query is left out. */
export function isUnknownTable(problem: Kusto.Language.Diagnostic, text: string): boolean {
  return problem.Code === unknownNameCode || isUnknownOperand(problem, text);
}

interface FuzzyOperand {
  readonly union: UnionOperator;
  readonly expression: KustoExpression;
}

/**
 * A query without the operands of `union isfuzzy=true` that read tables which are not here, and without the `let`s that these stand
 * for: blanks take their place, so that all else keeps its own. It is the text itself where there is nothing to leave out.
 *
 * The language service would keep their columns in the union, with types that it cannot know.
 */
export function withoutUnknownOperands(text: string, code: Kusto.Language.KustoCode): string {
  const diagnostics = listItems(code.GetDiagnostics());
  const unknown = diagnostics.find((problem) => isUnknownOperand(problem, text));
  const failing = diagnostics.find(({ Code }) => Code === unknownNameCode);
  if (unknown === undefined && failing === undefined) {
    return text;
  }
  const root = present(code.Syntax, 'tree');
  const operands = fuzzyOperands(root);
  if (unknown !== undefined) {
    // The innermost comes last.
    const operand = operands.filter(({ expression }) => contains(expression, unknown.Start)).at(-1);
    return operand === undefined ? text : blanked(text, operandPlace(operand));
  }
  const statement = failing === undefined ? undefined : letAround(root, failing.Start);
  const name = statement?.Name?.SimpleName;
  const isOperand = operands.some(
    ({ expression }) => expression instanceof Kusto.Language.Syntax.NameReference && expression.SimpleName === name,
  );
  return statement !== undefined && isOperand
    ? blanked(text, { start: statement.TextStart, length: statement.Width + 1 })
    : text;
}

function contains(node: SyntaxElement, position: number): boolean {
  return node.TextStart <= position && position < node.End;
}

/** An operand with the comma before or after it; all of the operator where it is the only one; nothing where no table is left. */
function operandPlace({ union, expression }: FuzzyOperand): Place {
  const operands = syntaxItems(union.Expressions);
  const index = operands.findIndex(({ Element$1 }) => Element$1 === expression);
  const [before, after] = [operands[index - 1], operands[index + 1]];
  if (after !== undefined) {
    return { start: expression.TextStart, length: after.TextStart - expression.TextStart };
  }
  if (before?.Separator !== undefined && before.Separator !== null) {
    const start = before.Separator.TextStart;
    return { start, length: expression.End - start };
  }
  const { Parent } = union;
  // A union that begins its query stands to the left of the bar.
  const bar = Parent instanceof Kusto.Language.Syntax.PipeExpression && Parent.Operator === union ? Parent.Bar : null;
  return bar === null
    ? { start: expression.TextStart, length: 0 }
    : { start: bar.TextStart, length: union.End - bar.TextStart };
}

function fuzzyOperands(root: SyntaxElement): FuzzyOperand[] {
  return descendants(root).flatMap((node) =>
    node instanceof Kusto.Language.Syntax.UnionOperator &&
    parameterText(namedParameters(node.Parameters), 'isfuzzy') === 'true'
      ? syntaxItems(node.Expressions).map(({ Element$1 }) => ({
          union: node,
          expression: present(Element$1, 'operand'),
        }))
      : [],
  );
}

function letAround(root: SyntaxElement, position: number): Kusto.Language.Syntax.LetStatement | undefined {
  return descendants(root)
    .filter((node) => node instanceof Kusto.Language.Syntax.LetStatement)
    .find((node) => contains(node, position));
}

/** A node and all below it, in the order of the text: one by one, since a tree may be deeper than the stack. */
function descendants(root: SyntaxElement): SyntaxElement[] {
  const found: SyntaxElement[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    found.push(node);
    for (let index = node.ChildCount - 1; index >= 0; index--) {
      const child = node.GetChild(index);
      if (child !== null) {
        waiting.push(child);
      }
    }
  }
  return found;
}
