/** What editors ask of the language, as plain data. It runs nothing, and never throws for a text with errors. */
import type { TableSchema } from '../../tableSchema';
import { kustoGlobals } from '../kusto/kustoGlobals';
import { completionsAt, type KqlCompletions } from './completions';
import { definedNames, type TextNames } from './definedNames';
import { diagnosticsOf, type KqlDiagnostic } from './diagnostics';
import { formatKql } from './formatText';
import { functionItems, type FunctionItems } from './functionItems';
import { hoverAt, type KqlHover } from './hover';
import { KqlText } from './kqlText';
import { signaturesAt, type KqlSignatures } from './signatures';
import { kindsOfWords, type KindOfWord } from './wordKinds';

/** So many texts are kept bound: the cells of a screen. */
const mostTexts = 12;

/** Answers for texts over the same tables. Offsets and places are in UTF-16 code units. */
export class KqlLanguageService {
  private readonly globals: Kusto.Language.GlobalState;
  private functions: FunctionItems | undefined;
  /** Those that were asked about last, the latest at the end. */
  private readonly texts = new Map<string, KqlText>();

  constructor(private readonly tables: readonly TableSchema[]) {
    this.globals = kustoGlobals(tables);
  }

  /** What is wrong with a text, in the order of the text. */
  diagnose(text: string): KqlDiagnostic[] {
    return diagnosticsOf(this.bind(text));
  }

  /** What can stand at an offset. */
  complete(text: string, offset: number): KqlCompletions {
    return completionsAt(this.bind(text), offset, () => (this.functions ??= functionItems(this.globals)));
  }

  hover(text: string, offset: number): KqlHover | undefined {
    return hoverAt(this.bind(text), offset);
  }

  signatures(text: string, offset: number): KqlSignatures | undefined {
    return signaturesAt(this.bind(text), offset);
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

  private bind(text: string): KqlText {
    const bound = this.texts.get(text) ?? new KqlText(text, this.globals, this.tables);
    this.texts.delete(text);
    this.texts.set(text, bound);
    const [oldest] = this.texts.keys();
    if (this.texts.size > mostTexts && oldest !== undefined) {
      this.texts.delete(oldest);
    }
    return bound;
  }
}
