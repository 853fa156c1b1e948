import { queryError, refused } from '../../kql/queryError';
import type { Expression, HashEntry } from '../syntax/ast';
import { valueOperand, type Env, type Operand } from './context';
import { toText } from './conversions';
import { memberOperand } from './members/members';
import { callMethod } from './members/methods';
import { callStatic, staticMember } from './members/staticMembers';
import { statementValue, translateNested } from './nested';
import { valueOf } from './operandValues';
import { castValue } from './operators/casts';
import { indexOperand } from './operators/indexing';
import { translateBinary, translateUnary } from './operators/operations';
import { regexMatch } from './operators/regexMatch';
import type { Property } from './streams/stream';
import { arrayValue, call, derived, numberValue, textValue, type Value } from './value';
import { variableOperand } from './variables';

/** What an expression gives. */
export function translateExpression(node: Expression, env: Env): Operand {
  switch (node.kind) {
    case 'literal':
      return valueOperand(
        typeof node.value === 'string' ? textValue(node.value) : numberValue(node.value, node.isReal === true),
      );
    case 'expandable':
      return valueOperand(
        concatenated(
          node.parts.map((part) => (typeof part === 'string' ? textValue(part) : translateValue(part, env))),
        ),
      );
    case 'variable':
      return variableOperand(node.name, env, node.place);
    case 'member':
      return node.isStatic
        ? valueOperand(staticMember(typeNameOf(node.target, env), memberName(node.name, env), env, node.place))
        : memberOperand(translateExpression(node.target, env), memberName(node.name, env), env, node.place);
    case 'call':
      return isRegexMatch(node, env)
        ? { kind: 'row', row: regexMatch(translateList(node.arguments, env), node.place) }
        : valueOperand(translateCall(node, env));
    case 'index':
      return indexOperand(node, env);
    case 'type':
      return { kind: 'type', name: node.name };
    case 'cast':
      return castOperand(node, env);
    case 'unary':
      return valueOperand(translateUnary(node, env));
    case 'binary':
      return valueOperand(translateBinary(node, env));
    case 'array':
      return valueOperand(arrayValue(node.items.map((item) => translateValue(item, env))));
    case 'group':
      return translateNested(node, env);
    case 'hashtable':
      throw refused(
        'A table of names and values',
        'Write [pscustomobject]@{ Name = value } for a row of a result.',
        node.place,
      );
    case 'scriptBlock':
      return { kind: 'block', block: node };
  }
}

/** A value; what is no value is refused. */
export function translateValue(node: Expression, env: Env): Value {
  return valueOf(translateExpression(node, env), node.place);
}

function memberName(node: Expression, env: Env): string {
  const name = node.kind === 'literal' ? String(node.value) : toText(translateValue(node, env)).constant;
  if (typeof name !== 'string') {
    throw refused('A property whose name only the data knows', 'Write its name.', node.place);
  }
  return name;
}

/** The type that an expression names: `[datetime]`. */
export function typeNameOf(node: Expression, env: Env): string {
  const operand = translateExpression(node, env);
  if (operand.kind !== 'type') {
    throw queryError('"::" stands after a type: [datetime]::UtcNow.', node.place);
  }
  return operand.name;
}

function translateList(nodes: readonly Expression[], env: Env): readonly Value[] {
  return nodes.map((node) => translateValue(node, env));
}

/** `[regex]::Match(…)` gives no value, but a match with its parts. */
function isRegexMatch({ method }: Extract<Expression, { kind: 'call' }>, env: Env): boolean {
  return (
    method.isStatic &&
    memberName(method.name, env).toLowerCase() === 'match' &&
    /^(?:system\.text\.regularexpressions\.)?regex$/i.test(typeNameOf(method.target, env))
  );
}

function translateCall(node: Extract<Expression, { kind: 'call' }>, env: Env): Value {
  const { method } = node;
  const name = memberName(method.name, env);
  const values = translateList(node.arguments, env);
  if (method.isStatic) {
    return callStatic(typeNameOf(method.target, env), name, values, env, node.place);
  }
  const target = translateExpression(method.target, env);
  return callMethod(valueOf(target, method.target.place), name, values, node.place);
}

function castOperand(node: Extract<Expression, { kind: 'cast' }>, env: Env): Operand {
  const type = node.type.toLowerCase();
  if ((type === 'pscustomobject' || type === 'psobject' || type === 'ordered') && node.operand.kind === 'hashtable') {
    return { kind: 'row', row: { kind: 'object', properties: rowProperties(node.operand.entries, env) } };
  }
  if (type === 'array') {
    return translateExpression(node.operand, env);
  }
  return valueOperand(castValue(node.type, translateValue(node.operand, env), node.place));
}

/** The properties of a row that is written out: `@{ Name = value }`. */
export function rowProperties(entries: readonly HashEntry[], env: Env): readonly Property[] {
  return entries.map(({ key, value }) => ({ name: memberName(key, env), value: statementValue(value, env) }));
}

/** Texts and values, one after the other. */
function concatenated(values: readonly Value[]): Value {
  const texts = values.map(toText);
  if (texts.every(({ constant }) => typeof constant === 'string')) {
    return textValue(texts.map(({ constant }) => constant).join(''));
  }
  return derived(call('strcat', ...texts), 'string', false);
}
