import * as vscode from 'vscode';
import { cellNameOf } from '../../../core/notebook/state/cellName';
import { staleReasons, tablesRead, type CellInputs, type StaleReason } from '../../../core/notebook/state/cellRun';
import { timeRangeOf } from '../../../core/notebook/state/notebookTimeRange';
import { parameterValuesOf, type ParameterValues } from '../../../core/notebook/state/parameterValues';
import { declaredParameters } from '../../../core/notebook/state/queryParameters';
import { variableTexts } from '../../../core/powershell/powerShellScope';
import type { ConnectionStore } from '../../connections/connectionStore';
import { findNotebookConnection } from '../notebookConnection';
import type { CellRuns } from './cellRuns';
import type { NotebookVariables } from './notebookVariables';

/** Languages of the cells that are translated into KQL, as in the manifest; and VS Code's own, which a cell may have come with. */
export const powerShellLanguage = 'm365-audit-powershell';
export const powerShellLanguages: readonly string[] = [powerShellLanguage, 'powershell'];

export function isPowerShell({ document }: vscode.NotebookCell): boolean {
  return powerShellLanguages.includes(document.languageId);
}

/** What a cell would be run with now. */
export class CellState {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly runs: CellRuns,
    private readonly variables: NotebookVariables,
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

  /** What has changed since the cell ran, in it or in the cells that it reads; nothing for one that did not run. */
  staleReasons(cell: vscode.NotebookCell): readonly StaleReason[] {
    return this.reasonsOf(cell, new Map());
  }

  /** @param known of the cells that were looked at: variables can be read and assigned in a circle */
  private reasonsOf(
    cell: vscode.NotebookCell,
    known: Map<vscode.NotebookCell, readonly StaleReason[]>,
  ): readonly StaleReason[] {
    const found = known.get(cell);
    const run = this.runs.find(cell);
    if (found !== undefined || run === undefined) {
      return found ?? [];
    }
    known.set(cell, []);
    const isOutdated = (source: vscode.NotebookCell | undefined): boolean =>
      source !== undefined && (this.runs.find(source)?.error !== undefined || this.reasonsOf(source, known).length > 0);
    const { tables, variables } = run.inputs;
    const reasons = new Set(staleReasons(run.inputs, this.inputsOf(cell)));
    const named = this.namedCells(cell);
    if (Object.keys(tables).some((name) => isOutdated(named.get(name)))) {
      reasons.add('tables');
    }
    if (Object.keys(variables).some((name) => isOutdated(this.assignerOf(cell, name)))) {
      reasons.add('variables');
    }
    known.set(cell, [...reasons]);
    return [...reasons];
  }

  /** Undefined where the cell itself assigned it, or one that is gone. */
  private assignerOf(cell: vscode.NotebookCell, name: string): vscode.NotebookCell | undefined {
    const assigner = this.variables.assignerOf(cell.notebook, name);
    return assigner !== cell && cell.notebook.getCells().some((other) => other === assigner) ? assigner : undefined;
  }

  /** What the variables hold now that the cell read when it ran. */
  private variablesOf(cell: vscode.NotebookCell): CellInputs['variables'] {
    const names = Object.keys(this.runs.find(cell)?.inputs.variables ?? {});
    return variableTexts(this.variables.scopeOf(cell.notebook), names);
  }

  /** The cells above, by the names that they have. */
  private namedCells(cell: vscode.NotebookCell): ReadonlyMap<string, vscode.NotebookCell> {
    const above = cell.notebook.getCells().slice(0, cell.index);
    return new Map(
      above.flatMap((candidate) => {
        const name = cellNameOf(candidate.metadata);
        return name === undefined ? [] : [[name, candidate] as const];
      }),
    );
  }

  /** Results of the cells above, by the names that they have; undefined for a cell that has not run. */
  private namedResults(cell: vscode.NotebookCell): ReadonlyMap<string, string | undefined> {
    return new Map([...this.namedCells(cell)].map(([name, named]) => [name, this.runs.namedResult(named)?.resultId]));
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
