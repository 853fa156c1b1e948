import { loadKusto } from '../../kusto/loadKusto';
import { nestingError } from '../../problems/nesting';
import { separateStatements } from '../../separateStatements';

/** The formatter may need a second look at its own lines. */
const mostPasses = 4;

/**
 * A text in Kusto's layout: one operator a line. Statements that blank lines part stay so. A text that cannot be laid out without a
 * change to its words comes back as it is.
 */
export function formatKql(text: string): string {
  if (nestingError(text) !== undefined) {
    return text;
  }
  let formatted = text;
  for (let pass = 0; pass < mostPasses; pass++) {
    const next = formatOnce(formatted);
    if (words(next) !== words(text)) {
      return text;
    }
    if (next === formatted) {
      return formatted;
    }
    formatted = next;
  }
  return text;
}

function formatOnce(text: string): string {
  const formatted = blocks(text)
    .map(formatBlock)
    .filter((block) => block !== '')
    .join('\n\n');
  // The last line of a file stays a line.
  return formatted !== '' && /\n\s*$/.test(text) ? `${formatted}\n` : formatted;
}

/** The pieces of a text that blank lines part as statements. */
function blocks(text: string): string[] {
  const separated = separateStatements(text);
  const pieces: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    if (separated[index] === ';' && text[index] !== ';') {
      pieces.push(text.slice(start, index));
      start = index;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

function formatBlock(block: string): string {
  const { Editor, GlobalState } = loadKusto();
  const trimmed = block.replaceAll('\r\n', '\n').trim();
  if (trimmed === '') {
    return '';
  }
  const options = Editor.FormattingOptions.Default?.WithInsertMissingTokens(false)?.WithPipeOperatorStyle(
    Editor.PlacementStyle.NewLine,
  );
  const service = new Editor.KustoCodeService.$ctor1(trimmed, GlobalState.Default);
  return (service.GetFormattedText(options ?? null)?.Text ?? trimmed).replaceAll('\r\n', '\n').trim();
}

function words(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
