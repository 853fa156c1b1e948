import type { Place } from '../../../queryError';
import { enumNames, listItems } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';
import type { KqlText } from '../text/kqlText';
import { kqlNotes } from './kqlNotes';
import { memberNames } from './memberNames';
import { chartWordHelp, wordHelp } from './wordHelp';

export interface KqlHover extends Place {
  /** As Kusto writes it: `(column) Operation: string`. */
  readonly signature: string;
  /** What it does, in a sentence. */
  readonly help?: string;
  /** Where this engine differs from Kusto. */
  readonly note?: string;
}

/** Kinds of names that someone has given: a column may be called as a function is. */
const givenNames: ReadonlySet<string> = new Set([
  'Column',
  'Table',
  'Variable',
  // Of a `let`.
  'Type',
  'Parameter',
  'LocalFunction',
  'Literal',
]);

/** What is known of the word at an offset; undefined where nothing is. */
export function hoverAt(text: KqlText, offset: number): KqlHover | undefined {
  const token = text.root.GetTokenAt(offset);
  if (token === null || token.Width === 0 || offset < token.TextStart) {
    return undefined;
  }
  const word = token.Text ?? '';
  const [start, length] = [token.TextStart, token.Width];
  if (memberNames(text.root).some((member) => member.start === start)) {
    return { start, length, signature: `(member) ${word}: dynamic` };
  }
  const { Editor } = loadKusto();
  const options = Editor.QuickInfoOptions.Default?.WithShowDiagnostics(false) ?? null;
  const kinds = enumNames(Editor.QuickInfoKind);
  const items = listItems(text.service.GetQuickInfo(offset, options)?.Items ?? null)
    .map((item) => ({ kind: kinds.get(item.Kind) ?? 'Text', text: item.Text ?? '' }))
    .filter((item) => item.text !== '');
  const isGiven = token.Parent instanceof loadKusto().Syntax.Name && items.some(({ kind }) => givenNames.has(kind));
  const isChart = token.Parent instanceof loadKusto().Syntax.RenderOperator;
  const help = isGiven ? undefined : ((isChart ? chartWordHelp(word) : undefined) ?? wordHelp(word));
  const note = !isGiven && Object.hasOwn(kqlNotes, word) ? kqlNotes[word] : undefined;
  const signature = items
    .filter((item) => !(isKeyword(token) && givenNames.has(item.kind)) || item.text.startsWith(word))
    .map((item) => (item.kind === 'Operator' ? operatorType(word, item.text) : item.text))
    .join('\n');
  return signature === '' && help === undefined && note === undefined
    ? undefined
    : {
        start,
        length,
        signature,
        ...(help === undefined ? {} : { help }),
        ...(note === undefined ? {} : { note }),
      };
}

/** Kusto calls operators by the names of its own classes: `Has: bool`. */
function operatorType(word: string, text: string): string {
  return text.replace(/^\w+(?=: )/, word);
}

/** Of a keyword, the service tells what the name before it is: `count_: long` of `desc`. */
function isKeyword({ Parent, Text }: Kusto.Language.Syntax.SyntaxToken): boolean {
  const { LiteralExpression, Name } = loadKusto().Syntax;
  return /^[a-z]+$/.test(Text ?? '') && !(Parent instanceof Name || Parent instanceof LiteralExpression);
}
