import type { Expression, ExpandableText } from './ast';
import { parseStatements } from './statements';
import type { Reader } from './reader';

/** Word processors and web pages turn quotes into these; PowerShell takes them as quotes. */
const singleQuotes = "'\u2018\u2019\u201a\u201b";
const doubleQuotes = '"\u201c\u201d\u201e';

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export function isQuote(character: string): boolean {
  return character !== '' && (singleQuotes.includes(character) || doubleQuotes.includes(character));
}

function isDoubleQuote(character: string): boolean {
  return character !== '' && doubleQuotes.includes(character);
}

/** Whether `@'` or `@"` comes next. */
export function isHereText(reader: Reader): boolean {
  return reader.peek() === '@' && isQuote(reader.peek(1));
}

/** A text in quotes. */
export function parseText(reader: Reader): Expression {
  const start = reader.position;
  const isDouble = isDoubleQuote(reader.peek());
  reader.position++;
  if (isDouble) {
    return parseExpandable(reader, start, (character) =>
      isDoubleQuote(character) ? (isDoubleQuote(reader.peek(1)) ? 2 : 1) : 0,
    );
  }
  let value = '';
  for (;;) {
    const character = reader.peek();
    if (character === '') {
      return reader.fail('This text has no end: close it with a quote.', { start, length: 1 });
    }
    reader.position++;
    if (!singleQuotes.includes(character)) {
      value += character;
    } else if (reader.peek() !== '' && singleQuotes.includes(reader.peek())) {
      value += reader.peek();
      reader.position++;
    } else {
      return { kind: 'literal', value, place: reader.from(start) };
    }
  }
}

const hereStart = /@(['"\u2018-\u201e])[ \t]*\r?\n/y;

/** `@"`, lines, and `"@` at the start of a line. */
export function parseHereText(reader: Reader): Expression {
  const start = reader.position;
  const opening = reader.match(hereStart);
  if (opening === undefined) {
    return reader.fail('The text after @" starts on the next line.', { start, length: 2 });
  }
  const isDouble = isDoubleQuote(opening[1] ?? '');
  const end = /\r?\n['"\u2018-\u201e]@/g;
  // The text may have no line at all: then its end follows at once.
  end.lastIndex = reader.position - (reader.text[reader.position - 2] === '\r' ? 2 : 1);
  const closing = end.exec(reader.text);
  if (closing === null) {
    return reader.fail('This text has no end: write its quote and @ at the start of a line of their own.', {
      start,
      length: 2,
    });
  }
  const textEnd = Math.max(closing.index, reader.position);
  const after = closing.index + closing[0].length;
  if (!isDouble) {
    const value = reader.text.slice(reader.position, textEnd);
    reader.position = after;
    return { kind: 'literal', value, place: reader.from(start) };
  }
  const parsed = parseExpandable(reader, start, () => (reader.position >= textEnd ? after - reader.position : 0));
  return parsed;
}

/**
 * A text with variables and subexpressions in it.
 *
 * @param ending how many characters from here are its end; 0 where it does not end here, 2 where a quote is doubled
 */
function parseExpandable(reader: Reader, start: number, ending: (character: string) => number): Expression {
  const parts: (string | Expression)[] = [];
  let text = '';
  const isHere = reader.text[start] === '@';
  for (;;) {
    const character = reader.peek();
    const end = ending(character);
    if (end === 2 && !isHere) {
      text += character;
      reader.position += 2;
    } else if (end > 0) {
      reader.position += end;
      break;
    } else if (character === '') {
      return reader.fail('This text has no end: close it with a quote.', { start, length: 1 });
    } else if (character === '`') {
      text += parseEscape(reader);
    } else {
      const expression = character === '$' ? parseInterpolation(reader) : undefined;
      if (expression === undefined) {
        text += character;
        reader.position++;
      } else {
        parts.push(...(text === '' ? [] : [text]), expression);
        text = '';
      }
    }
  }
  return finished(parts, text, reader, start);
}

function finished(parts: (string | Expression)[], text: string, reader: Reader, start: number): Expression {
  const place = reader.from(start);
  return parts.length === 0
    ? { kind: 'literal', value: text, place }
    : ({ kind: 'expandable', parts: text === '' ? parts : [...parts, text], place } satisfies ExpandableText);
}

const codePoint = /u\{([0-9a-f]{1,6})\}/iy;

/** What a backtick and the character after it stand for. */
export function parseEscape(reader: Reader): string {
  reader.position++;
  const code = reader.match(codePoint);
  const number = Number.parseInt(code?.[1] ?? '', 16);
  if (number <= 0x10ffff) {
    return String.fromCodePoint(number);
  }
  const character = reader.peek();
  reader.position += character.length;
  return Object.hasOwn(escapes, character) ? (escapes[character] ?? '') : character;
}

const variableName = /\$(?:\{([^}\r\n]+)\}|((?:(?:global|script|local|private):)?[A-Za-z_]\w*|_))/iy;

/** `$name`, `${name}` or `$( … )`; undefined where a dollar is no more than itself. */
function parseInterpolation(reader: Reader): Expression | undefined {
  return reader.startsWith('$(') ? parseSubexpression(reader) : parseVariable(reader);
}

export function parseSubexpression(reader: Reader): Expression {
  const start = reader.position;
  const opener = reader.startsWith('@') ? '@(' : reader.startsWith('$') ? '$(' : '(';
  reader.position += opener.length;
  const place = reader.from(start);
  const statements = reader.nested(() => parseStatements(reader, ')'));
  reader.expect(')', place, `This has no end: close it with ")".`);
  return { kind: 'group', opener, statements, place: reader.from(start) };
}

export function parseVariable(reader: Reader): Expression | undefined {
  const start = reader.position;
  const found = reader.match(variableName);
  if (found === undefined) {
    return undefined;
  }
  const name = (found[1] ?? found[2] ?? '').replace(/^(global|script|local|private):/i, '');
  return { kind: 'variable', name, place: reader.from(start) };
}
