import { refused } from '../../kql/queryError';
import type { Expression } from '../syntax/ast';
import type { Env, Operand } from './context';
import { statementValue, translateExpression } from './expressions';
import { translatePipeline } from './pipeline';
import { arrayValue, nullValue } from './value';

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
