import type * as vscode from 'vscode';
import type { HeldResult } from './state/cellRuns';

/** What a cell gave. */
export interface CellOutcome {
  readonly results: readonly HeldResult[];
  readonly outputs: readonly vscode.NotebookCellOutput[];
}
