import * as vscode from 'vscode';
import { countedText } from './countedText';

/** Why records that came are not kept. */
export function leftOutText(records: number): string {
  return vscode.l10n.t(
    'Not kept, since you deleted records of that time: {0}. An import of a file would bring them back.',
    countedText(records, 'record'),
  );
}
