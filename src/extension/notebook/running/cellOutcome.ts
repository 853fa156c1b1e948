import type * as vscode from 'vscode';
import type { CellInputs } from '../../../core/notebook/state/cellRun';
import type { HeldResult } from '../state/cellRuns';

/** What a cell gave. */
export interface CellOutcome {
  readonly results: readonly HeldResult[];
  readonly outputs: readonly vscode.NotebookCellOutput[];
  /** The variables of other cells that it read, see `CellInputs`. */
  readonly variables?: CellInputs['variables'];
}
