import { refused } from '../../kql/queryError';
import type { Expression, Statement } from '../syntax/ast';
import type { Env, Operand } from './context';
import { translateExpression } from './expressions';
import { truthOf, valueOf } from './operandValues';
import { translatePipeline } from './pipeline';
import { arrayValue, choose, nullValue, type Value } from './value';

/** `( … )`, `$( … )` and `@( … )`. */
export function translateNested(node: Extract<Expression, { kind: 'group' }>, env: Env): Operand {
  const [only, second] = node.statements;
  if (second !== undefined) {
    throw refused('More than one statement here', 'Write one expression.', second.place);
  }
  if (only === undefined) {
    return { kind: 'value', value: node.opener === '@(' ? arrayValue([]) : nullValue };
  }
  if (only.kind === 'if') {
    return { kind: 'value', value: statementValue(only, env) };
  }
  if (only.kind !== 'pipeline') {
    throw refused('A statement inside of an expression', 'Assign it to a variable before.', only.place);
  }
  const [element] = only.elements;
  const operand =
    only.elements.length === 1 && element?.kind === 'expression'
      ? translateExpression(element.expression, env)
      : shown(translatePipeline(only.elements, env, only.place), only.place);
  if (node.opener === '@(' && operand.kind === 'value') {
    const { value } = operand;
    const isArray = value.items !== undefined || (value.type === 'dynamic' && value.constant === undefined);
    return isArray ? operand : { kind: 'value', value: arrayValue([value]) };
  }
  return operand;
}

function shown(
  { operand, output }: ReturnType<typeof translatePipeline>,
  place: { readonly start: number; readonly length: number },
): Operand {
  if (output.display !== undefined) {
    throw refused('A cmdlet that shows a result inside of an expression', 'Leave it out.', place);
  }
  return operand;
}

/** The value of a statement that stands where an expression does. */
export function statementValue(statement: Statement, env: Env): Value {
  if (statement.kind === 'if') {
    return conditionalValue(statement, env);
  }
  const operand = statementOperand(statement, env);
  return valueOf(operand, statement.place);
}

/** What a statement gives that stands where an expression does. */
export function statementOperand(statement: Statement, env: Env): Operand {
  const [only] = statement.kind === 'pipeline' ? statement.elements : [];
  if (statement.kind === 'pipeline' && statement.elements.length === 1 && only?.kind === 'expression') {
    return translateExpression(only.expression, env);
  }
  return translateNested({ kind: 'group', opener: '(', statements: [statement], place: statement.place }, env);
}

/** `if ($_.A) { $_.B } else { $_.C }` as a value. */
function conditionalValue(node: Extract<Statement, { kind: 'if' }>, env: Env): Value {
  const bodyValue = (body: readonly Statement[] | undefined): Value => {
    const [only, second] = body ?? [];
    if (second !== undefined) {
      throw refused('More than one statement in a block of this if', 'Write one expression.', second.place);
    }
    return only === undefined ? nullValue : statementValue(only, env);
  };
  return node.branches
    .toReversed()
    .reduce(
      (otherwise, { condition, body }) =>
        choose(truthOf(statementOperand(condition, env), condition.place), bodyValue(body), otherwise),
      bodyValue(node.otherwise),
    );
}
