import type { ConditionalBranch, Expression, Statement } from './ast';
import { parseExpression } from './expressions';
import { parseNumber } from './numbers';
import type { Reader } from './reader';
import { parseStatement, skipSeparators } from './statements';

interface Case {
  /** Absent for `default`. */
  readonly pattern?: Expression;
  readonly body: readonly Statement[];
  /** It ends with `break` or `continue`: no later case is looked at. */
  readonly isLast: boolean;
}

/** `switch ($_.Workload) { 'Exchange' { … } default { … } }`: the `if` that says the same. */
export function parseSwitch(reader: Reader): Statement {
  const start = reader.position;
  reader.match(/switch/iy);
  const flags = parseFlags(reader);
  const opener = reader.from(start);
  reader.skipLines();
  reader.expect('(', opener, 'A value in parentheses is missing here: switch ($_.Workload) { … }.');
  reader.skipLines();
  const value = parseStatement(reader);
  reader.skipLines();
  reader.expect(')', opener, 'The value has no end: close it with ")".');
  const cases = parseCases(reader, opener);
  const isByPattern = flags.has('wildcard') || flags.has('regex');
  const operator = `-${flags.has('casesensitive') ? 'c' : ''}${flags.has('regex') ? 'match' : flags.has('wildcard') ? 'like' : 'eq'}`;
  const named = cases.filter(({ pattern }) => pattern !== undefined);
  // PowerShell goes on to the next case after one that fits. An if does not, so that no second one may fit.
  const open = isByPattern ? named.slice(0, -1).find(({ isLast }) => !isLast) : undefined;
  if (open?.pattern !== undefined) {
    return reader.fail(
      'A case of patterns without "break" is not supported: a later one may fit, too. Write { …; break }.',
      open.pattern.place,
    );
  }
  const branches = named.flatMap(({ pattern, body }): readonly ConditionalBranch[] =>
    pattern === undefined ? [] : [{ condition: comparison(value, operator, pattern), body }],
  );
  const otherwise = cases.find(({ pattern }) => pattern === undefined)?.body;
  if (branches.length === 0) {
    return reader.fail("A switch needs a case: 'Exchange' { … }.", opener);
  }
  return { kind: 'if', branches, place: reader.from(start), ...(otherwise === undefined ? {} : { otherwise }) };
}

function parseFlags(reader: Reader): ReadonlySet<string> {
  const flags = new Set<string>();
  for (;;) {
    reader.skipLines();
    const found = reader.match(/-(wildcard|regex|exact|casesensitive)(?![\w-])/iy);
    if (found === undefined) {
      return flags;
    }
    flags.add((found[1] ?? '').toLowerCase());
  }
}

function parseCases(reader: Reader, opener: { readonly start: number; readonly length: number }): readonly Case[] {
  reader.skipLines();
  reader.expect('{', opener, 'The cases are missing here: { value { … } default { … } }.');
  const cases: Case[] = [];
  for (;;) {
    skipSeparators(reader);
    if (reader.take('}')) {
      return cases;
    }
    const pattern = parsePattern(reader);
    reader.skipLines();
    cases.push({ ...(pattern === undefined ? {} : { pattern }), ...parseCaseBody(reader, opener) });
  }
}

/** A text, a number or a word; undefined for `default`. */
function parsePattern(reader: Reader): Expression | undefined {
  const start = reader.position;
  if (reader.match(/default(?=[\s{])/iy) !== undefined) {
    return undefined;
  }
  if (/['"$(]/.test(reader.peek())) {
    return parseExpression(reader);
  }
  const number = parseNumber(reader);
  if (number !== undefined) {
    return number;
  }
  const [word] = reader.match(/[^\s{}'"();|]+/y) ?? [];
  return word === undefined
    ? reader.fail("A case is a text or a number: 'Exchange' { … }. For a condition, write if and elseif.")
    : { kind: 'literal', value: word, place: reader.from(start) };
}

function parseCaseBody(
  reader: Reader,
  opener: { readonly start: number; readonly length: number },
): Pick<Case, 'body' | 'isLast'> {
  reader.expect('{', opener, 'A block is missing here: { … }.');
  const body: Statement[] = [];
  let isLast = false;
  for (;;) {
    skipSeparators(reader);
    if (reader.take('}')) {
      return { body, isLast };
    }
    if (isLast || reader.isAtEnd) {
      return reader.fail('This block has no end: close it with "}".', reader.here());
    }
    if (reader.match(/(?:break|continue)(?![\w-])/iy) === undefined) {
      body.push(reader.nested(() => parseStatement(reader)));
    } else {
      isLast = true;
    }
    reader.skipSpace();
  }
}

function comparison(value: Statement, operator: string, right: Expression): Statement {
  const { place } = right;
  const left: Expression = { kind: 'group', opener: '(', statements: [value], place: value.place };
  const expression: Expression = { kind: 'binary', operator, left, right, place };
  return { kind: 'pipeline', elements: [{ kind: 'expression', expression, place }], place };
}
