import { queryError, refused, type Place } from '../../kql/queryError';
import type { Expression, HashEntry, Statement } from '../syntax/ast';
import { arithmetic } from './arithmetic';
import { castValue } from './casts';
import { compare, comparisonOf } from './comparisons';
import { indexOperand } from './indexing';
import { isOfType } from './typeTests';
import { valueOperand, type Env, type Operand } from './context';
import { toText, toTruth, toWhole } from './conversions';
import { memberOperand } from './members';
import { callMethod } from './methods';
import { translateNested } from './nested';
import { callStatic, staticMember } from './staticMembers';
import { regexMatch } from './regexMatch';
import { textOperator } from './textOperators';
import { stageKql, stageText, type Property, type Stream } from './stream';
import {
  and,
  arrayValue,
  atom,
  boolValue,
  call,
  choose,
  compound,
  derived,
  not,
  nullValue,
  numberValue,
  or,
  textValue,
  type Truth,
  type Value,
} from './value';

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

export function valueOf(operand: Operand, place: Place): Value {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'group':
      throw refused('The records of a group as a value', 'Name a property of them: $_.Group.UserId.', place);
    case 'row':
      throw refused('A whole record as a value', 'Name a property of it: $_.UserId.', place);
    case 'stream':
      throw refused(
        'A query as a value',
        'Take its number of rows, (…).Count, ask whether it has a value, $_.UserId -in $users, or start a pipeline with it.',
        place,
      );
    case 'type':
      throw refused(`[${operand.name}] as a value`, 'Convert a value by it, or call one of its methods.', place);
    case 'block':
      throw refused('A block as a value', 'Give it to a cmdlet: Where-Object { … }.', place);
  }
}

export function truthOf(operand: Operand, place: Place): Truth {
  switch (operand.kind) {
    case 'row':
      return true;
    case 'group':
      return compound(`${operand.count.kql} > 0`);
    default:
      return toTruth(valueOf(operand, place));
  }
}

/** A condition. */
export function translateTruth(node: Expression, env: Env): Truth {
  return truthOf(translateExpression(node, env), node.place);
}

const refusedVariables: Readonly<Record<string, string>> = {
  matches: "Take the part out of the text: [regex]::Match($_.ClientIP, '^[^:]+').Value",
  args: 'Give the value a name: $name = …',
  input: 'Use $_.',
  error: 'Nothing of PowerShell runs here, so there are no errors of it.',
};

function variableOperand(name: string, env: Env, place: Place): Operand {
  const key = name.toLowerCase();
  switch (key) {
    case 'true':
    case 'false':
      return valueOperand(boolValue(key === 'true'));
    case 'null':
      return valueOperand(nullValue);
    case '_':
    case 'psitem':
      if (env.item === undefined) {
        throw queryError(
          `$${name} is the record that a cmdlet goes through: it stands in a block of Where-Object, say.`,
          place,
        );
      }
      return env.item.operand;
  }
  const found = env.variables.get(key);
  if (found !== undefined) {
    if (!env.cell.earlier.has(key)) {
      return found;
    }
    env.cell.read.add(key);
    return found.kind === 'stream' ? { ...found, stream: placedAt(found.stream, place) } : found;
  }
  if (key.startsWith('env:')) {
    throw refused('The environment', 'Write the value.', place);
  }
  const instead = Object.hasOwn(refusedVariables, key) ? refusedVariables[key] : undefined;
  if (instead !== undefined) {
    throw refused(`$${name}`, instead, place);
  }
  throw queryError(
    `$${name} has no value: assign one in this cell or in one that ran before.`,
    place,
    'unknownVariable',
  );
}

/** A query that is used at a place of another cell. */
function placedAt(stream: Stream, place: Place): Stream {
  return { ...stream, stages: stream.stages.map((stage) => ({ ...stage, place })) };
}

function memberName(node: Expression, env: Env): string {
  const name = node.kind === 'literal' ? String(node.value) : toText(translateValue(node, env)).constant;
  if (typeof name !== 'string') {
    throw refused('A property whose name only the data knows', 'Write its name.', node.place);
  }
  return name;
}

function typeNameOf(node: Expression, env: Env): string {
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

export function rowProperties(entries: readonly HashEntry[], env: Env): readonly Property[] {
  return entries.map(({ key, value }) => ({ name: memberName(key, env), value: statementValue(value, env) }));
}

/** The value of a statement that stands where an expression does. */
export function statementValue(statement: Statement, env: Env): Value {
  if (statement.kind === 'if') {
    return conditionalValue(statement, env);
  }
  const operand = statementOperand(statement, env);
  return valueOf(operand, statement.place);
}

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

function translateUnary(node: Extract<Expression, { kind: 'unary' }>, env: Env): Value {
  switch (node.operator) {
    case '!':
    case '-not':
      return boolValue(not(translateTruth(node.operand, env)));
    case '-':
      return arithmetic('-', numberValue(0), translateValue(node.operand, env), node.place);
    case '+':
      return arithmetic('+', numberValue(0), translateValue(node.operand, env), node.place);
    case '-join':
      return textOperator('join', joinedValue(node.operand, env), textValue(''), false, node.place);
    case '-bnot':
      return derived(call('binary_not', toWhole(translateValue(node.operand, env), node.place)), 'long', false);
    default:
      throw refused(`${node.operator} before its operand`, "Write the text first: $_.A -split ','.", node.place);
  }
}

const bitwise: Readonly<Record<string, string>> = {
  '-band': 'binary_and',
  '-bor': 'binary_or',
  '-bxor': 'binary_xor',
  '-shl': 'binary_shift_left',
  '-shr': 'binary_shift_right',
};

function translateBinary(node: Extract<Expression, { kind: 'binary' }>, env: Env): Value {
  const { operator, place } = node;
  if (operator === '-and' || operator === '-or' || operator === '-xor') {
    const [a, b] = [translateTruth(node.left, env), translateTruth(node.right, env)];
    return boolValue(
      operator === '-and' ? and(a, b) : operator === '-or' ? or(a, b) : or(and(a, not(b)), and(not(a), b)),
    );
  }
  if (operator === '-is' || operator === '-isnot') {
    const truth = isOfType(translateValue(node.left, env), typeNameOf(node.right, env), place);
    return boolValue(operator === '-is' ? truth : not(truth));
  }
  if (operator === '-as') {
    return castValue(typeNameOf(node.right, env), translateValue(node.left, env), place);
  }
  const comparison = comparisonOf(operator, place);
  if (comparison !== undefined) {
    return boolValue(translateComparison(comparison, node, env));
  }
  const [left, right] = [
    operator === '-join' ? joinedValue(node.left, env) : translateValue(node.left, env),
    translateValue(node.right, env),
  ];
  const bits = Object.hasOwn(bitwise, operator) ? bitwise[operator] : undefined;
  if (bits !== undefined) {
    return derived(call(bits, toWhole(left, place), toWhole(right, place)), 'long', false);
  }
  const word = /^-[ci]?(replace|split|join|f)$/.exec(operator)?.[1];
  return word === undefined
    ? arithmetic(operator, left, right, place)
    : textOperator(word, left, right, operator.startsWith('-c'), place);
}

/** What `-join` puts together: the values of a query, too. */
function joinedValue(node: Expression, env: Env): Value {
  const operand = translateExpression(node, env);
  if (operand.kind !== 'stream' || operand.isOfItem === true || operand.stream.row.kind !== 'value') {
    return valueOf(operand, node.place);
  }
  const { row, stages } = operand.stream;
  const texts = stageText([...stages.map(stageKql), `summarize Values = make_list(${toText(row.value).kql})`]);
  const kql = `toscalar(${texts})`;
  return { ...atom(kql), type: 'dynamic', isNull: false, list: kql };
}

function translateComparison(
  comparison: NonNullable<ReturnType<typeof comparisonOf>>,
  node: Extract<Expression, { kind: 'binary' }>,
  env: Env,
): Truth {
  const left = translateExpression(node.left, env);
  const right = translateExpression(node.right, env);
  return compareOperands(comparison, left, right, node, env);
}

/** A comparison, one side of which may be a query or a record. */
export function compareOperands(
  comparison: NonNullable<ReturnType<typeof comparisonOf>>,
  left: Operand,
  right: Operand,
  places: { readonly left: { readonly place: Place }; readonly right: { readonly place: Place } },
  env: Env,
): Truth {
  const { operator } = comparison;
  const isMembership = operator.endsWith('in') || operator.endsWith('contains');
  const list = operator.endsWith('in') ? right : left;
  if (isMembership && list.kind === 'stream') {
    const value = valueOf(operator.endsWith('in') ? left : right, places.left.place);
    const column = singleColumn(list.stream, comparison.place);
    const found = compound(`${toText(value).kql} ${comparison.isCaseSensitive ? 'in' : 'in~'} ((${column}))`);
    return operator.startsWith('not') ? not(found) : found;
  }
  const isNullTest = (operand: Operand): boolean => operand.kind === 'value' && operand.value.constant === null;
  if (
    (operator === 'eq' || operator === 'ne') &&
    ((left.kind === 'row' && isNullTest(right)) || (right.kind === 'row' && isNullTest(left)))
  ) {
    return operator === 'ne';
  }
  return compare(comparison, valueOf(left, places.left.place), valueOf(right, places.right.place), env);
}

/** A query of one column, as `in` takes it. */
function singleColumn(stream: Stream, place: Place): string {
  if (stream.row.kind !== 'value') {
    throw refused(
      'A query of whole records here',
      'Take one property of it: $users = $rows.UserId, or Select-Object -ExpandProperty UserId.',
      place,
    );
  }
  const text = toText(stream.row.value);
  return [...stream.stages.map(stageKql), `project Value = ${text.kql}`].join(' | ');
}

/** Texts and values, one after the other. */
export function concatenated(values: readonly Value[]): Value {
  const texts = values.map(toText);
  if (texts.every(({ constant }) => typeof constant === 'string')) {
    return textValue(texts.map(({ constant }) => constant).join(''));
  }
  return derived(call('strcat', ...texts), 'string', false);
}
