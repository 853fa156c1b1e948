import { placeAt, type TextPlace } from '../../core/notebook/textPlace';
import { EngineError, type EngineErrorData } from '../../core/protocol/engineError';

export interface CellError {
  readonly message: string;
  readonly place?: TextPlace;
  /** The line that the error is in, and the part of it that is meant. */
  readonly code?: { readonly before: string; readonly marked: string; readonly after: string };
}

/** Why a cell failed, and where, as far as the error tells. */
export function describeCellError(error: unknown, text: string): CellError {
  const message = error instanceof Error ? error.message : String(error);
  const { start, length = 0 }: Partial<EngineErrorData> = error instanceof EngineError ? error.data : {};
  if (start === undefined || start > text.length) {
    return { message };
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', start);
  const lineEnd = newline === -1 ? text.length : newline;
  const end = Math.min(start + length, lineEnd);
  return {
    message,
    place: placeAt(text, start),
    code: { before: text.slice(lineStart, start), marked: text.slice(start, end), after: text.slice(end, lineEnd) },
  };
}
