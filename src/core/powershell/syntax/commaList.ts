import type { Expression } from './ast';
import type { Reader } from './reader';

/** One item, or several with commas between them: an array. Lines may be broken after a comma. */
export function parseCommaList(reader: Reader, parseItem: (reader: Reader) => Expression): Expression {
  const first = parseItem(reader);
  const items = [first];
  for (;;) {
    const before = reader.position;
    reader.skipSpace();
    if (!reader.take(',')) {
      reader.position = before;
      break;
    }
    reader.skipLines();
    items.push(parseItem(reader));
  }
  return items.length === 1 ? first : { kind: 'array', items, place: reader.from(first.place.start) };
}
