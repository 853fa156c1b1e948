import type { Argument, Command, Expression } from './ast';
import { parseCommaList } from './commaList';
import { isDash, parseHashtable, parsePostfix, parseScriptBlock } from './expressions';
import { parseNumber } from './numbers';
import type { Reader } from './reader';
import { isHereText, isQuote, parseEscape, parseHereText, parseSubexpression, parseText, parseVariable } from './texts';

const commandName = /[%?](?![\w-])|[A-Za-z_][\w.\\:-]*/y;
const parameter = /[-\u2013\u2014\u2015]([A-Za-z_?][\w]*)(:?)/y;
const end = /[\r\n|;)}]|$/y;

/** Whether a pipeline's next element is a command. Anything else that can start one is an expression. */
export function isCommand(reader: Reader): boolean {
  return reader.look(commandName) !== undefined;
}

export function parseCommand(reader: Reader): Command {
  const start = reader.position;
  const name = reader.match(commandName)?.[0] ?? '';
  const namePlace = reader.from(start);
  const list: Argument[] = [];
  for (let last = reader.position; ; last = reader.position) {
    reader.skipSpace();
    if (reader.isAtEnd || reader.look(end) !== undefined) {
      reader.position = last;
      break;
    }
    list.push(parseArgument(reader));
  }
  return { kind: 'command', name, namePlace, arguments: list, place: reader.from(start) };
}

function parseArgument(reader: Reader): Argument {
  const start = reader.position;
  const named = reader.match(parameter);
  if (named === undefined) {
    const value = parseCommaList(reader, parseValue);
    return { value, place: value.place };
  }
  const [text, name = '', colon] = named;
  const namePlace = { start, length: text.length - (colon?.length ?? 0) };
  if (colon !== ':') {
    return { name, namePlace, place: namePlace };
  }
  reader.skipSpace();
  return { name, namePlace, value: parseCommaList(reader, parseValue), isAttached: true, place: reader.from(start) };
}

function parseValue(reader: Reader): Expression {
  return reader.nested(() => {
    const character = reader.peek();
    if (isHereText(reader)) {
      return parseHereText(reader);
    }
    if (isQuote(character)) {
      return parsePostfix(reader, parseText(reader));
    }
    if (character === '(' || reader.startsWith('$(') || reader.startsWith('@(')) {
      return parsePostfix(reader, parseSubexpression(reader));
    }
    if (character === '{') {
      return parseScriptBlock(reader);
    }
    if (reader.startsWith('@{')) {
      return parseHashtable(reader);
    }
    if (character === '@') {
      return reader.fail('Parameters cannot be splatted: write them out, -Name value.', {
        start: reader.position,
        length: 1,
      });
    }
    if (character === '$') {
      const variable = parseVariable(reader);
      if (variable !== undefined) {
        return parsePostfix(reader, variable);
      }
    }
    return parseBareNumber(reader) ?? parseBareWord(reader);
  });
}

function parseBareNumber(reader: Reader): Expression | undefined {
  const start = reader.position;
  const isNegative = isDash(reader.peek()) && /[\d.]/.test(reader.peek(1));
  reader.position += isNegative ? 1 : 0;
  const number = parseNumber(reader);
  if (number === undefined || (!reader.isAtEnd && !/[\s|;,(){}]/.test(reader.peek()))) {
    reader.position = start;
    return undefined;
  }
  return isNegative ? { kind: 'unary', operator: '-', operand: number, place: reader.from(start) } : number;
}

/** A text without quotes, up to a blank or a sign that has a meaning of its own. Variables in it are read. */
function parseBareWord(reader: Reader): Expression {
  const start = reader.position;
  const parts: (string | Expression)[] = [];
  let text = '';
  for (;;) {
    const character = reader.peek();
    if (character === '' || /[\s|;,(){}'"<>&\u2018-\u201e]/.test(character)) {
      break;
    }
    const variable = character === '$' ? parseVariable(reader) : undefined;
    if (variable !== undefined) {
      parts.push(...(text === '' ? [] : [text]), variable);
      text = '';
    } else if (character === '`') {
      text += parseEscape(reader);
    } else {
      text += character;
      reader.position++;
    }
  }
  if (reader.position === start) {
    return refuseSign(reader);
  }
  const place = reader.from(start);
  return parts.length === 0
    ? { kind: 'literal', value: text, isBare: true, place }
    : { kind: 'expandable', parts: text === '' ? parts : [...parts, text], place };
}

function refuseSign(reader: Reader): never {
  const sign = reader.peek();
  return reader.fail(
    sign === '>' || sign === '<'
      ? 'Redirection is not supported: use Export-Csv for a file, -gt and -lt to compare.'
      : `"${sign}" cannot stand here.`,
  );
}
