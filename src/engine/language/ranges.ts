import type { Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Place } from '../../core/kql/queryError';

/** A place as lines and columns, which the editor counts in. */
export function rangeOf(document: TextDocument, { start, length }: Place): Range {
  return { start: document.positionAt(start), end: document.positionAt(start + length) };
}

export function placeOf(document: TextDocument, { start, end }: Range): Place {
  const offset = document.offsetAt(start);
  return { start: offset, length: document.offsetAt(end) - offset };
}
