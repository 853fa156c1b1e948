import { EngineError } from '../../../../protocol/engineError';
import type { TableSchema } from '../../../tableSchema';
import { KqlLanguageService } from '../languageService';
import { mistakeCode } from './commonMistakes';

/** Why a text does not run: in the words and at the place that the editor has for it, where it is a well-known mistake. */
export function toldAsMistake(error: unknown, text: string, tables: readonly TableSchema[]): unknown {
  if (!(error instanceof EngineError) || error.data.kind !== 'query') {
    return error;
  }
  const first = new KqlLanguageService(tables).diagnose(text).find(({ severity }) => severity === 'error');
  if (first?.code !== mistakeCode) {
    return error;
  }
  const { message, start, length } = first;
  return new EngineError({ ...error.data, message, start, length }, { cause: error });
}
