import type { Expression, HashEntry, MemberAccess } from './ast';
import { parseCommaList } from './commaList';
import { parseNumber } from './numbers';
import type { Reader } from './reader';
import { parseStatement, parseStatements } from './statements';
import { isHereText, isQuote, parseHereText, parseSubexpression, parseText, parseVariable } from './texts';

const comparisons = [
  ...['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'like', 'notlike', 'match', 'notmatch', 'contains', 'notcontains'],
  ...['in', 'notin', 'replace', 'split'],
].flatMap((name) => [name, `c${name}`, `i${name}`]);

/** The operators of two operands, by how tightly they bind: those of a line bind alike, from the left. */
const levels: readonly (readonly string[])[] = [
  ['-and', '-or', '-xor'],
  ['-band', '-bor', '-bxor'],
  [...comparisons, 'is', 'isnot', 'as', 'join', 'shl', 'shr'].map((name) => `-${name}`),
  ['+', '-'],
  ['*', '/', '%'],
  ['-f'],
  ['..'],
];

/** Word processors turn hyphens into dashes; PowerShell takes them as hyphens. */
const dashes = '-\u2013\u2014\u2015';
const dashWord = /[-\u2013\u2014\u2015]([A-Za-z]+)(?![\w])/y;
const sign = /\.\.|[+*/%]|[-\u2013\u2014\u2015](?![A-Za-z])/y;

/** The operators that stand between two operands, in lower case. */
export const binaryOperators: ReadonlySet<string> = new Set(levels.flat());

export function isDash(character: string): boolean {
  return character !== '' && dashes.includes(character);
}

/** An expression; a comma in it makes an array. */
export function parseExpression(reader: Reader): Expression {
  return parseBinary(reader, 0, true);
}

/** An argument of a method: a comma ends it. */
function parseMethodArgument(reader: Reader): Expression {
  return parseBinary(reader, 0, false);
}

function operatorHere(reader: Reader): string | undefined {
  const word = reader.look(dashWord)?.[1];
  const found = word === undefined ? reader.look(sign)?.[0] : `-${word.toLowerCase()}`;
  return found !== undefined && isDash(found) ? '-' : found;
}

function parseBinary(reader: Reader, level: number, withCommas: boolean): Expression {
  const operators = levels[level];
  if (operators === undefined) {
    return withCommas ? parseCommaList(reader, parseUnary) : parseUnary(reader);
  }
  let left = parseBinary(reader, level + 1, withCommas);
  for (;;) {
    const before = reader.position;
    reader.skipSpace();
    const operator = operatorHere(reader);
    if (operator === undefined || !operators.includes(operator)) {
      refuseUnknownOperator(reader, operator);
      reader.position = before;
      return left;
    }
    reader.position += operator.length;
    reader.skipLines();
    const right = parseBinary(reader, level + 1, withCommas);
    const { start } = left.place;
    left = { kind: 'binary', operator, left, right, place: reader.from(start) };
  }
}

function refuseUnknownOperator(reader: Reader, operator: string | undefined): void {
  if (operator !== undefined && operator.length > 1 && !binaryOperators.has(operator)) {
    reader.fail(`There is no operator ${operator}.`, { start: reader.position, length: operator.length });
  }
}

const unaryWord = /[-\u2013\u2014\u2015](not|bnot|join|split|isplit|csplit)(?![\w])/iy;
const unarySign = /!|\+(?!\+)|[-\u2013\u2014\u2015](?![-\w])|[-\u2013\u2014\u2015](?=[\d.])/y;
const typeName = /\[\s*([A-Za-z_][\w.]*(?:\[[\w.,\s]*\])?)\s*\]/y;

function parseUnary(reader: Reader): Expression {
  return reader.nested(() => {
    const start = reader.position;
    const word = reader.match(unaryWord)?.[1];
    const operator = word === undefined ? reader.match(unarySign)?.[0] : `-${word.toLowerCase()}`;
    if (operator !== undefined) {
      reader.skipLines();
      const operand = parseUnary(reader);
      return { kind: 'unary', operator: isDash(operator) ? '-' : operator, operand, place: reader.from(start) };
    }
    if (reader.peek() === ',') {
      reader.position++;
      reader.skipLines();
      return { kind: 'array', items: [parseUnary(reader)], place: reader.from(start) };
    }
    if (reader.startsWith('++') || reader.startsWith('--')) {
      reader.fail('"++" and "--" are not supported.', { start, length: 2 });
    }
    const type = reader.peek() === '[' ? reader.match(typeName)?.[1] : undefined;
    if (type === undefined) {
      return parsePostfix(reader, parsePrimary(reader));
    }
    const literal: Expression = { kind: 'type', name: type, place: reader.from(start) };
    if (reader.startsWith('::')) {
      return parsePostfix(reader, literal);
    }
    const before = reader.position;
    reader.skipSpace();
    if (reader.isAtEnd || /[\r\n)},;|\]]/.test(reader.peek()) || operatorHere(reader) !== undefined) {
      reader.position = before;
      return literal;
    }
    return { kind: 'cast', type, operand: parseUnary(reader), place: reader.from(start) };
  });
}

function parsePrimary(reader: Reader): Expression {
  const start = reader.position;
  const character = reader.peek();
  if (isHereText(reader)) {
    return parseHereText(reader);
  }
  if (isQuote(character)) {
    return parseText(reader);
  }
  if (reader.startsWith('$(') || reader.startsWith('@(') || character === '(') {
    return parseSubexpression(reader);
  }
  if (reader.startsWith('@{')) {
    return parseHashtable(reader);
  }
  if (character === '{') {
    return parseScriptBlock(reader);
  }
  const value = character === '$' ? parseVariable(reader) : parseNumber(reader);
  if (value !== undefined) {
    return value;
  }
  if (character === '$') {
    return reader.fail('A variable needs a name: $name.');
  }
  if (reader.isAtEnd) {
    return reader.fail('Something is missing at the end: a value.');
  }
  const word = reader.look(/[^\s|;,(){}'"]+/y)?.[0] ?? character;
  return reader.fail(`A value is expected in place of "${word}". Put a text in quotes, a property after $_.`, {
    start,
    length: word.length,
  });
}

export function parseScriptBlock(reader: Reader): Expression {
  const start = reader.position;
  reader.position++;
  const opener = reader.from(start);
  const statements = reader.nested(() => parseStatements(reader, '}'));
  reader.expect('}', opener, 'This block has no end: close it with "}".');
  return { kind: 'scriptBlock', statements, place: reader.from(start) };
}

const entryName = /[A-Za-z_]\w*/y;

export function parseHashtable(reader: Reader): Expression {
  const start = reader.position;
  reader.position += 2;
  const opener = reader.from(start);
  const entries: HashEntry[] = [];
  for (;;) {
    reader.match(/(?:\s|;|<#[^]*?#>|#[^\r\n]*)+/y);
    if (reader.take('}')) {
      return { kind: 'hashtable', entries, place: reader.from(start) };
    }
    if (reader.isAtEnd) {
      return reader.fail('This table has no end: close it with "}".', opener);
    }
    const keyStart = reader.position;
    const name = reader.match(entryName)?.[0];
    const key: Expression =
      name === undefined
        ? parseUnary(reader)
        : { kind: 'literal', value: name, isBare: true, place: reader.from(keyStart) };
    reader.skipSpace();
    reader.expect('=', reader.from(keyStart), 'A name in @{ } is followed by "=".');
    reader.skipLines();
    entries.push({ key, value: reader.nested(() => parseStatement(reader)) });
  }
}

/** Members, indexes and calls, which follow without a blank. */
export function parsePostfix(reader: Reader, primary: Expression): Expression {
  let target = primary;
  const { start } = primary.place;
  for (;;) {
    if (reader.startsWith('::')) {
      reader.position += 2;
      target = parseMember(reader, target, true);
    } else if (reader.peek() === '.' && /[A-Za-z_$('"{]/.test(reader.peek(1))) {
      reader.position++;
      target = parseMember(reader, target, false);
    } else if (reader.peek() === '[' && reader.peek(1) !== ']') {
      reader.position++;
      const opener = reader.from(reader.position - 1);
      reader.skipLines();
      const index = reader.nested(() => parseExpression(reader));
      reader.skipLines();
      reader.expect(']', opener, 'This index has no end: close it with "]".');
      target = { kind: 'index', target, index, place: reader.from(start) };
    } else {
      refuseStep(reader, target);
      return target;
    }
  }
}

/** `$a[$i++]`: as a statement of its own it is read before. */
function refuseStep(reader: Reader, target: Expression): void {
  if (target.kind !== 'literal' && (reader.startsWith('++') || reader.startsWith('--'))) {
    reader.fail('"++" and "--" stand alone: $count++ on a line of its own.', { start: reader.position, length: 2 });
  }
}

function parseMember(reader: Reader, target: Expression, isStatic: boolean): Expression {
  const { start } = target.place;
  const nameStart = reader.position;
  const word = reader.match(/[A-Za-z_]\w*/y)?.[0];
  const name: Expression =
    word === undefined
      ? parsePrimary(reader)
      : { kind: 'literal', value: word, isBare: true, place: reader.from(nameStart) };
  const method: MemberAccess = { kind: 'member', target, name, isStatic, place: reader.from(start) };
  if (reader.peek() !== '(') {
    return method;
  }
  reader.position++;
  const opener = reader.from(reader.position - 1);
  const list: Expression[] = [];
  reader.skipLines();
  while (reader.peek() !== ')') {
    list.push(reader.nested(() => parseMethodArgument(reader)));
    reader.skipLines();
    if (!reader.take(',')) {
      break;
    }
    reader.skipLines();
  }
  reader.expect(')', opener, 'This call has no end: close it with ")".');
  return { kind: 'call', method, arguments: list, place: reader.from(start) };
}
