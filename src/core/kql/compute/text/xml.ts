import type { Json, JsonBag } from '../json';

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

interface Element {
  readonly name: string;
  readonly members: [string, Json][];
}

/**
 * `parse_xml()`: elements as bags, attributes as members that begin with `@`, text as `#text`, elements of one name as an array; null
 * for what is no XML. No library is used: they all give other shapes, and read document types, which a stranger's text must not have
 * read.
 */
export function parseXml(text: string): Json | undefined {
  const stack: Element[] = [{ name: '', members: [] }];
  const token =
    /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<!DOCTYPE[^[>]*>|<\/([^\s>]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
  let end = 0;
  for (const match of text.matchAll(token)) {
    end = match.index + match[0].length;
    const [, data, closing, opening, attributes = '', selfClosing, plain] = match;
    const top = stack.at(-1);
    if (top === undefined) {
      return undefined;
    }
    if (opening !== undefined) {
      const element = { name: opening, members: attributesOf(attributes) };
      if (selfClosing === '/') {
        top.members.push([opening, valueOf(element)]);
      } else {
        stack.push(element);
      }
    } else if (closing !== undefined) {
      stack.pop();
      const parent = stack.at(-1);
      if (top.name !== closing || parent === undefined) {
        return undefined;
      }
      parent.members.push([top.name, valueOf(top)]);
    } else if (data !== undefined) {
      top.members.push(['#cdata-section', data]);
    } else if (plain !== undefined && plain.trim() !== '') {
      top.members.push(['#text', decoded(plain)]);
    }
  }
  const [root] = stack;
  const roots = root?.members.filter(([name]) => name !== '#text') ?? [];
  return stack.length === 1 && end === text.length && roots.length === 1 && root?.members.length === 1
    ? Object.fromEntries(roots)
    : undefined;
}

function attributesOf(text: string): [string, Json][] {
  return [...text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single = '']) => [
    `@${name}`,
    decoded(double ?? single),
  ]);
}

function valueOf({ members }: Element): Json {
  const [first] = members;
  if (first === undefined) {
    return null;
  }
  if (members.every(([name]) => name === '#text')) {
    return members.length === 1 ? first[1] : members.map(([, value]) => value);
  }
  const bag = new Map<string, Json[]>();
  for (const [name, value] of members) {
    bag.set(name, [...(bag.get(name) ?? []), value]);
  }
  return Object.fromEntries(
    [...bag].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values]),
  ) satisfies JsonBag;
}

function decoded(text: string): string {
  return text.replaceAll(
    /&(?:#(\d+)|#x([\dA-Fa-f]+)|(\w+));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal === undefined ? (hex === undefined ? undefined : parseInt(hex, 16)) : Number(decimal);
      return code === undefined
        ? (entities.get(name ?? '') ?? whole)
        : isCharacter(code)
          ? String.fromCodePoint(code)
          : whole;
    },
  );
}

/** Halves of pairs of surrogates are no characters. */
function isCharacter(code: number): boolean {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}
