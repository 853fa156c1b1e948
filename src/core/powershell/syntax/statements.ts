import type { ConditionalBranch, Expression, Pipeline, PipelineElement, Statement } from './ast';
import { isCommand, parseCommand } from './commands';
import { parseExpression } from './expressions';
import type { Reader } from './reader';
import { parseSwitch } from './switchStatement';
import { parseVariable } from './texts';

const keyword = /[A-Za-z]+(?![\w-])/y;

/** Words that start a statement which is refused, and what to write instead. */
const refusedKeywords: Readonly<Record<string, string>> = {
  begin: 'Write a pipeline.',
  break: 'Write a pipeline that filters with Where-Object.',
  class: 'Write a pipeline.',
  continue: 'Filter with Where-Object.',
  data: 'Write a pipeline.',
  do: 'Write a pipeline.',
  dynamicparam: 'Write a pipeline.',
  end: 'Write a pipeline.',
  enum: 'Write a pipeline.',
  exit: 'Leave it out.',
  filter: 'Use Where-Object.',
  for: 'Use foreach ($x in $y) { $x.Property }.',
  function: 'Keep the pipeline in a variable: $name = Get-AuditRecord | …',
  param: 'Give values to variables: $name = value.',
  process: 'Write a pipeline.',
  return: 'Leave the word out: what an expression gives is the result.',
  throw: 'Leave it out.',
  trap: 'Leave it out.',
  try: 'Leave it out: nothing of PowerShell runs here.',
  until: 'Write a pipeline.',
  using: 'Leave it out.',
  while: 'Write a pipeline.',
};

/** Statements up to a closing sign, or to the end of the text. */
export function parseStatements(reader: Reader, closer: ')' | '}' | ''): readonly Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    skipSeparators(reader);
    if (reader.isAtEnd || (closer !== '' && reader.peek() === closer)) {
      return statements;
    }
    statements.push(parseStatement(reader));
    reader.skipSpace();
    const next = reader.peek();
    if (next !== '' && next !== closer && !/[\r\n;]/.test(next)) {
      refuseRest(reader);
    }
  }
}

export function skipSeparators(reader: Reader): void {
  reader.skipLines();
  while (reader.take(';')) {
    reader.skipLines();
  }
}

/** Fails where something stands after a statement on its line. */
export function refuseRest(reader: Reader): never {
  const rest = reader.look(/[^\s|;,(){}]+|./y)?.[0] ?? '';
  if (rest === '?') {
    reader.fail('"condition ? a : b" is not supported. Write if (condition) { a } else { b }.');
  }
  return reader.fail(`"${rest}" cannot stand here. Statements are parted by lines or semicolons.`, {
    start: reader.position,
    length: Math.max(rest.length, 1),
  });
}

export function parseStatement(reader: Reader): Statement {
  return reader.nested(() => {
    const word = reader.look(keyword)?.[0].toLowerCase() ?? '';
    if (word === 'foreach' && /foreach\s*\(/iy.test(reader.text.slice(reader.position, reader.position + 40))) {
      return parseForeach(reader);
    }
    if (word === 'if') {
      return parseIf(reader);
    }
    if (word === 'switch') {
      return parseSwitch(reader);
    }
    if (Object.hasOwn(refusedKeywords, word)) {
      return reader.fail(`"${word}" is not supported. ${refusedKeywords[word] ?? ''}`, {
        start: reader.position,
        length: word.length,
      });
    }
    return parseAssignment(reader) ?? parsePipeline(reader);
  });
}

const assignment = /(?:\[\s*([\w.[\]]+)\s*\]\s*)?(?=\$)/y;
const assignmentOperator = /\s*(?:([-+*/%]?=)(?!=)|(\+\+|--))/y;

/** `$name = …`; undefined where the statement is none. */
function parseAssignment(reader: Reader): Statement | undefined {
  const start = reader.position;
  const type = reader.match(assignment)?.[1];
  const variable = reader.peek() === '$' ? parseVariable(reader) : undefined;
  const [, sign, step] = (variable === undefined ? undefined : reader.match(assignmentOperator)) ?? [];
  const operator = sign ?? step?.replace(/.$/, '=');
  if (variable?.kind !== 'variable' || operator === undefined) {
    reader.position = start;
    return undefined;
  }
  const { place } = variable;
  let value: Statement;
  if (step === undefined) {
    reader.skipLines();
    value = parseStatement(reader);
  } else {
    value = pipelineOf({ kind: 'literal', value: 1, place });
  }
  return {
    kind: 'assignment',
    variable: variable.name,
    variablePlace: place,
    // `$a -= 1` is `$a = $a - 1`; `+=` is not: what had no value before has it then.
    ...(operator === '=' || operator === '+='
      ? { operator, value }
      : { operator: '=', value: pipelineOf(changed(variable, operator.charAt(0), value)) }),
    place: reader.from(start),
    ...(type === undefined ? {} : { type }),
  };
}

function changed(left: Expression, operator: string, value: Statement): Expression {
  const { place } = value;
  return { kind: 'binary', operator, left, right: { kind: 'group', opener: '(', statements: [value], place }, place };
}

function pipelineOf(expression: Expression): Pipeline {
  const { place } = expression;
  return { kind: 'pipeline', elements: [{ kind: 'expression', expression, place }], place };
}

function parsePipeline(reader: Reader): Pipeline {
  const start = reader.position;
  const elements: PipelineElement[] = [parseElement(reader)];
  for (;;) {
    const before = reader.position;
    reader.skipLines();
    if (!reader.startsWith('|') || reader.startsWith('||')) {
      reader.position = before;
      return { kind: 'pipeline', elements, place: reader.from(start) };
    }
    reader.position++;
    reader.skipLines();
    elements.push(parseElement(reader));
  }
}

function parseElement(reader: Reader): PipelineElement {
  if (isCommand(reader)) {
    return parseCommand(reader);
  }
  if (reader.peek() === '&' || /\.\s/y.test(reader.text.slice(reader.position, reader.position + 2))) {
    return reader.fail('Programs and scripts are not run here. Write a pipeline that starts with Get-AuditRecord.');
  }
  const start = reader.position;
  const expression = parseExpression(reader);
  return { kind: 'expression', expression, place: reader.from(start) };
}

function parseForeach(reader: Reader): Statement {
  const start = reader.position;
  reader.match(/foreach\s*\(/iy);
  const opener = reader.from(start);
  reader.skipLines();
  const variable: Expression | undefined = parseVariable(reader);
  reader.skipLines();
  if (variable?.kind !== 'variable' || reader.match(/in(?![\w-])/iy) === undefined) {
    return reader.fail('Write foreach ($x in $y) { $x.Property }.', opener);
  }
  reader.skipLines();
  const source = parseStatement(reader);
  reader.skipLines();
  reader.expect(')', opener, 'The head of foreach has no end: close it with ")".');
  const body = parseBody(reader, opener);
  return { kind: 'foreach', variable: variable.name, source, body, place: reader.from(start) };
}

function parseBody(reader: Reader, opener: { readonly start: number; readonly length: number }): readonly Statement[] {
  reader.skipLines();
  const block = reader.from(reader.position);
  reader.expect('{', opener, 'A block is missing here: { … }.');
  const statements = reader.nested(() => parseStatements(reader, '}'));
  reader.expect('}', { ...block, length: 1 }, 'This block has no end: close it with "}".');
  return statements;
}

function parseIf(reader: Reader): Statement {
  const start = reader.position;
  const branches: ConditionalBranch[] = [];
  let otherwise: readonly Statement[] | undefined;
  reader.match(/if/iy);
  for (;;) {
    const opener = reader.from(start);
    reader.skipLines();
    reader.expect('(', opener, 'A condition in parentheses is missing here: if ($_.Property -eq 1) { … }.');
    reader.skipLines();
    const condition = parseStatement(reader);
    reader.skipLines();
    reader.expect(')', opener, 'The condition has no end: close it with ")".');
    branches.push({ condition, body: parseBody(reader, opener) });
    const before = reader.position;
    reader.skipLines();
    if (reader.match(/elseif(?![\w-])/iy) !== undefined) {
      continue;
    }
    if (reader.match(/else(?![\w-])/iy) !== undefined) {
      otherwise = parseBody(reader, opener);
    } else {
      reader.position = before;
    }
    return { kind: 'if', branches, place: reader.from(start), ...(otherwise === undefined ? {} : { otherwise }) };
  }
}
