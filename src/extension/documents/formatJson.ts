import { createScanner } from 'jsonc-parser';

const indent = '  ';

/**
 * JSON, indented by two spaces. It works on tokens, so that numbers, escapes and the order of keys stay as the service sent them:
 * `JSON.parse` would round the numbers that a double cannot hold.
 */
export function formatJson(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  let previous = '';
  for (const token of tokensOf(text)) {
    const closes = token === '}' || token === ']';
    if (closes) {
      depth = Math.max(0, depth - 1);
    }
    const followsOpening = previous === '{' || previous === '[';
    if (closes ? !followsOpening : followsOpening || previous === ',') {
      parts.push('\n', indent.repeat(depth));
    } else if (previous === ':') {
      parts.push(' ');
    }
    parts.push(token);
    if (token === '{' || token === '[') {
      depth++;
    }
    previous = token;
  }
  return `${parts.join('')}\n`;
}

function* tokensOf(text: string): Generator<string> {
  const scanner = createScanner(text, true);
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const start = scanner.getTokenOffset();
    yield text.slice(start, start + scanner.getTokenLength());
  }
}
