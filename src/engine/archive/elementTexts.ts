const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * The texts of the objects in a JSON array, each exactly as it stands there.
 *
 * @param array valid JSON: an array of objects
 */
export function elementTexts(array: string): string[] {
  const texts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < array.length; index++) {
    switch (array.charCodeAt(index)) {
      case quote:
        index = endOfString(array, index);
        break;
      case openBracket:
      case openBrace:
        depth += 1;
        if (depth === 2) {
          start = index;
        }
        break;
      case closeBracket:
      case closeBrace:
        depth -= 1;
        if (depth === 1) {
          texts.push(array.slice(start, index + 1));
        }
        break;
    }
  }
  return texts;
}

/** The index of the quote that ends the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text.charCodeAt(index) !== quote) {
    index += text.charCodeAt(index) === backslash ? 2 : 1;
  }
  return index;
}
