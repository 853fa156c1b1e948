import * as vscode from 'vscode';
import { cellNameOf } from '../../../core/notebook/state/cellName';
import { staleReasons, tablesRead, type CellInputs, type StaleReason } from '../../../core/notebook/state/cellRun';
import { timeRangeOf } from '../../../core/notebook/state/notebookTimeRange';
import { parameterValuesOf, type ParameterValues } from '../../../core/notebook/state/parameterValues';
import { declaredParameters } from '../../../core/notebook/state/queryParameters';
import { emptyScope, variableTexts, type PowerShellScope } from '../../../core/powershell/powerShellScope';
import type { ConnectionStore } from '../../connections/connectionStore';
import { findNotebookConnection } from '../notebookConnection';
import type { CellRuns } from './cellRuns';

/** Languages of the cells that are translated into KQL, as in the manifest; and VS Code's own, which a cell may have come with. */
export const powerShellLanguage = 'm365-audit-powershell';
export const powerShellLanguages: readonly string[] = [powerShellLanguage, 'powershell'];

export function isPowerShell({ document }: vscode.NotebookCell): boolean {
  return powerShellLanguages.includes(document.languageId);
}

/** The variables of notebooks, as long as they are open. */
export type PowerShellScopes = WeakMap<vscode.NotebookDocument, PowerShellScope>;

/** What a cell would be run with now. */
export class CellState {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly runs: CellRuns,
    private readonly scopes: PowerShellScopes,
  ) {}

  inputsOf(cell: vscode.NotebookCell): CellInputs {
    const { notebook, document } = cell;
    const text = document.getText();
    const isKql = !isPowerShell(cell);
    return {
      language: document.languageId,
      text,
      connectionId: findNotebookConnection(notebook, this.connections)?.id,
      parameters: isKql ? declaredValues(text, parameterValuesOf(notebook.metadata)) : {},
      timeRange: timeRangeOf(notebook.metadata),
      tables: isKql ? tablesRead(text, this.namedResults(cell)) : {},
      variables: this.variablesOf(cell),
    };
  }

  /** What has changed since the cell ran; nothing for one that did not. */
  staleReasons(cell: vscode.NotebookCell): readonly StaleReason[] {
    const run = this.runs.find(cell);
    return run === undefined ? [] : staleReasons(run.inputs, this.inputsOf(cell));
  }

  /** What the variables hold now that the cell read when it ran. */
  private variablesOf(cell: vscode.NotebookCell): CellInputs['variables'] {
    const names = Object.keys(this.runs.find(cell)?.inputs.variables ?? {});
    return variableTexts(this.scopes.get(cell.notebook) ?? emptyScope, names);
  }

  /** Results of the cells above, by the names that they have; undefined for a cell that has not run. */
  private namedResults(cell: vscode.NotebookCell): ReadonlyMap<string, string | undefined> {
    const above = cell.notebook.getCells().slice(0, cell.index);
    return new Map(
      above.flatMap((candidate) => {
        const name = cellNameOf(candidate.metadata);
        return name === undefined ? [] : [[name, this.runs.namedResult(candidate)?.resultId] as const];
      }),
    );
  }
}

/** Of the values of a notebook, those of the parameters that a text declares. */
function declaredValues(text: string, values: ParameterValues): ParameterValues {
  return Object.fromEntries(
    declaredParameters(text).flatMap(({ name }) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
