import { queryError, refused } from '../../../kql/queryError';
import type { Expression } from '../../syntax/ast';
import { builderOf, valueOperand, type Env, type Operand } from '../context';
import { translateExpression, translateValue } from '../expressions';
import { valueOf } from '../operandValues';
import { memberOperand } from '../members/members';
import { takeRows } from '../steps/selectObject';
import { atom, call, derived, nullValue, type Value } from '../value';

/** `$text[0]`, `$array[-1]`, `$row['UserId']`, and rows of a query by their places. */
export function indexOperand(node: Extract<Expression, { kind: 'index' }>, env: Env): Operand {
  const target = translateExpression(node.target, env);
  const index = translateValue(node.index, env);
  if (target.kind === 'stream') {
    return indexOfQuery(target, index, node, env);
  }
  if (target.kind === 'group') {
    throw refused(
      'An index of the records of a group',
      'Say in which order they are: ($_.Group | Sort-Object CreationTime)[0].',
      node.place,
    );
  }
  if (target.kind === 'row' && typeof index.constant === 'string') {
    return memberOperand(target, index.constant, env, node.place);
  }
  const value = valueOf(target, node.target.place);
  if (typeof index.constant !== 'number') {
    throw refused('This index', 'Write a number: [0] is the first element, [-1] the last.', node.index.place);
  }
  if (value.items !== undefined) {
    return valueOperand(value.items.at(index.constant) ?? nullValue);
  }
  if (value.type === 'string') {
    const start = index.constant < 0 ? `strlen(${value.kql}) - ${String(-index.constant)}` : String(index.constant);
    return valueOperand(derived(call('substring', value, start, '1'), 'string', value.isNull));
  }
  if (value.type !== 'dynamic') {
    throw queryError('Only a text and an array have an index.', node.place);
  }
  const array = value.list ?? value.kql;
  // What is no array is its own first element.
  const isOnly = index.constant === 0 || index.constant === -1;
  const element = `${array}[${index.constant}]`;
  const whole =
    value.list === undefined && isOnly ? `iff(gettype(${array}) == "array", ${element}, ${array})` : element;
  // A call has no members in KQL, so that it becomes a column.
  const kql = whole === element || env.item === undefined ? whole : env.item.builder.extend('Item', whole, node.place);
  const { isRecord } = value;
  return valueOperand({
    ...atom(kql),
    type: 'dynamic',
    isNull: call('isnull', kql),
    isElement: true,
    ...(isRecord === undefined ? {} : { isRecord }),
  });
}

/** `$rows[0]`, `$rows[-1]`, `$rows[0..4]`. */
function indexOfQuery(
  { stream, isOfItem }: Extract<Operand, { kind: 'stream' }>,
  index: Value,
  node: Extract<Expression, { kind: 'index' }>,
  env: Env,
): Operand {
  const places = (index.items ?? [index]).map(({ constant }) => constant);
  if (isOfItem === true || !places.every((place) => typeof place === 'number' && Number.isInteger(place))) {
    throw refused('This index of a query', 'Write a number, or use Select-Object -First 1 after the loop.', node.place);
  }
  const builder = builderOf(stream, env);
  takeRows(places.map(Number), builder, node.place);
  return { kind: 'stream', stream: builder.stream };
}
