/** What editors ask of the language, as plain data. It runs nothing, and never throws for a text with errors. */
import type { Place } from '../../queryError';
import type { TableSchema } from '../../tableSchema';
import { kustoGlobals } from '../kusto/kustoGlobals';
import { comparedTexts, type ComparedText } from './diagnostics/comparedTexts';
import { completionsAt, type KqlCompletions } from './completion/completions';
import { definedNames, type TextNames } from './definedNames';
import type { KqlDiagnostic, TextChange } from './diagnostics/diagnostic';
import { diagnosticsOf } from './diagnostics/diagnostics';
import { formatSelection } from './formatting/formatSelection';
import { formatKql } from './formatting/formatText';
import { functionItems, type FunctionItems } from './completion/functionItems';
import { hoverAt, type KqlHover } from './help/hover';
import { KqlText } from './text/kqlText';
import { signaturesAt, type KqlSignatures } from './help/signatures';
import { kindsOfWords, type KindOfWord } from './wordKinds';
import { writtenText } from './text/writtenText';

/** So many texts are kept bound: the cells of a screen. */
const mostTexts = 12;

/** Answers for texts over the same tables. Offsets and places are in UTF-16 code units. */
export class KqlLanguageService {
  private readonly globals: Kusto.Language.GlobalState;
  private functions: FunctionItems | undefined;
  /** Those that were asked about last, by what was bound of them, the latest at the end. */
  private readonly texts = new Map<string, KqlText>();

  constructor(private readonly tables: readonly TableSchema[]) {
    this.globals = kustoGlobals(tables);
  }

  /** What is wrong with a text, in the order of the text. */
  diagnose(text: string): KqlDiagnostic[] {
    return diagnosticsOf(this.bind(text));
  }

  /** What it compares with values of columns: only who knows these can tell whether any is meant. */
  comparedTexts(text: string): ComparedText[] {
    return comparedTexts(this.bind(text));
  }

  /** What can stand at an offset. */
  complete(text: string, offset: number): KqlCompletions {
    return completionsAt(this.bind(text, offset), offset, () => (this.functions ??= functionItems(this.globals)));
  }

  hover(text: string, offset: number): KqlHover | undefined {
    return hoverAt(this.bind(text, offset), offset);
  }

  signatures(text: string, offset: number): KqlSignatures | undefined {
    return signaturesAt(this.bind(text, offset), offset);
  }

  names(text: string): TextNames {
    return definedNames(this.bind(text));
  }

  wordKinds(text: string): KindOfWord[] {
    return kindsOfWords(this.bind(text));
  }

  format(text: string): string {
    return formatKql(text);
  }

  formatSelection(text: string, selection: Place): TextChange | undefined {
    return formatSelection(text, selection);
  }

  private bind(text: string, cursor?: number): KqlText {
    const written = writtenText(text, cursor);
    const known = this.texts.get(written.separated);
    const bound = known?.text === text ? known : new KqlText(written, this.globals, this.tables);
    this.texts.delete(written.separated);
    this.texts.set(written.separated, bound);
    const [oldest] = this.texts.keys();
    if (this.texts.size > mostTexts && oldest !== undefined) {
      this.texts.delete(oldest);
    }
    return bound;
  }
}
