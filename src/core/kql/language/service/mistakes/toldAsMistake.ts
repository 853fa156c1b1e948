import { EngineError } from '../../../../protocol/engineError';
import type { Place } from '../../../queryError';
import type { TableSchema } from '../../../tableSchema';
import { KqlLanguageService } from '../languageService';
import { mistakeCode } from './commonMistakes';

/** Kusto's codes for words that mean nothing where they stand: a column, a table, a function, an operator. */
const unknownWords: ReadonlySet<string> = new Set(['KS142', 'KS204', 'KS211', 'KS176']);

/**
 * Why a text does not run, as the editor tells it: in the words and at the place that it has for a well-known mistake, and with what it
 * would write for a word that means nothing.
 */
export function toldAsMistake(error: unknown, text: string, tables: readonly TableSchema[]): unknown {
  if (!(error instanceof EngineError) || error.data.kind !== 'query') {
    return error;
  }
  const first = new KqlLanguageService(tables).diagnose(text).find(({ severity }) => severity === 'error');
  if (first === undefined) {
    return error;
  }
  const told = (data: Partial<Place> & { readonly message: string }): EngineError =>
    new EngineError({ ...error.data, ...data }, { cause: error });
  if (first.code === mistakeCode) {
    const { message, start, length } = first;
    return told({ message, start, length });
  }
  const [fix] = first.fixes;
  const isMisspelt = unknownWords.has(first.code) && first.start === error.data.start;
  return isMisspelt && fix !== undefined && !error.message.includes(fix.replacement)
    ? told({ message: `${error.message} Did you mean "${fix.replacement}"?` })
    : error;
}
