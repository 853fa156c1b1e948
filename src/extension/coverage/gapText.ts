import * as vscode from 'vscode';
import type { ContentGaps } from './contentGaps';
import { lengthText } from './coverageWords';

/** What is missing of a content type, as a row of the tree says it. */
export function gapText({ fetchableMs, lostMs }: ContentGaps): string {
  return [
    ...(fetchableMs === 0 ? [] : [vscode.l10n.t('{0} to fetch', lengthText(fetchableMs))]),
    ...(lostMs === 0 ? [] : [vscode.l10n.t('{0} lost', lengthText(lostMs))]),
  ].join(', ');
}
