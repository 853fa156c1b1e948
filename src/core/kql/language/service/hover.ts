import type { Place } from '../../queryError';
import { enumNames, listItems, loadKusto } from '../kusto/kusto';
import type { KqlText } from './kqlText';
import { kqlHelp } from './kqlHelp';
import { kqlNotes } from './kqlNotes';

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
  const { Editor } = loadKusto();
  const options = Editor.QuickInfoOptions.Default?.WithShowDiagnostics(false) ?? null;
  const kinds = enumNames(Editor.QuickInfoKind);
  const items = listItems(text.service.GetQuickInfo(offset, options)?.Items ?? null)
    .map((item) => ({ kind: kinds.get(item.Kind) ?? 'Text', text: item.Text ?? '' }))
    .filter((item) => item.text !== '');
  const isGiven = items.some(({ kind }) => givenNames.has(kind));
  const help = !isGiven && Object.hasOwn(kqlHelp, word) ? kqlHelp[word] : undefined;
  const note = !isGiven && Object.hasOwn(kqlNotes, word) ? kqlNotes[word] : undefined;
  const signature = items
    .map((item) => (item.kind === 'Operator' ? operatorType(word, item.text) : item.text))
    .join('\n');
  return signature === '' && help === undefined && note === undefined
    ? undefined
    : {
        start: token.TextStart,
        length: token.Width,
        signature,
        ...(help === undefined ? {} : { help }),
        ...(note === undefined ? {} : { note }),
      };
}

/** Kusto calls operators by the names of its own classes: `Has: bool`. */
function operatorType(word: string, text: string): string {
  return text.replace(/^\w+(?=: )/, word);
}
