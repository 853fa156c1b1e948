import * as vscode from 'vscode';
import { contentToFetch } from '../../core/notebook/contentToFetch';
import { cellNameKey, cellNameOf, findNameProblem, type NameProblem } from '../../core/notebook/state/cellName';
import { EngineError } from '../../core/protocol/engineError';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { countedText } from '../words/countedText';
import { findNotebookConnection } from './notebookConnection';
import { targetCell } from './notebookTargets';
import type { NotebookWriter } from './files/notebookWriter';
import type { PowerShellCells } from './powerShell/powerShellCells';
import { kqlOfCell } from './powerShell/showAsKql';
import { askForFormatAndExport } from './results/exportResult';
import type { CellRuns } from './state/cellRuns';
import { isPowerShell, type CellState } from './state/cellState';
import { updateCellMetadata } from './state/notebookMetadata';

export interface CellCommandServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly runs: CellRuns;
  readonly state: CellState;
  readonly powerShell: PowerShellCells;
  readonly writer: NotebookWriter;
  readonly errors: ErrorPresenter;
}

/** Commands of a cell: of its toolbar, its status bar, and for the chosen one by the palette. */
export class CellCommands extends Disposable {
  constructor(private readonly services: CellCommandServices) {
    super();
    const commands: Readonly<Record<string, (cell: vscode.NotebookCell) => Promise<void>>> = {
      'm365Audit.runCellAgain': runAgain,
      'm365Audit.goToError': (cell) => this.goToError(cell),
      'm365Audit.helpWithError': (cell) => this.helpWithError(cell),
      'm365Audit.fetchGaps': (cell) => this.fetchGaps(cell),
      'm365Audit.exportResult': (cell) => this.exportResult(cell),
      'm365Audit.nameCell': nameCell,
      'm365Audit.showAsKql': (cell) => this.showAsKql(cell),
    };
    for (const [id, run] of Object.entries(commands)) {
      this.register(
        vscode.commands.registerCommand(id, async (target?: unknown) => {
          const cell = targetCell(target);
          if (cell !== undefined) {
            await services.errors.guard({}, () => run(cell));
          }
        }),
      );
    }
  }

  /** As the list of problems does it: the cell's editor has the focus, and the place is selected. */
  private async goToError(cell: vscode.NotebookCell): Promise<void> {
    const { start = 0, length = 0 } = this.services.runs.find(cell)?.error ?? {};
    const { document } = cell;
    const selection = new vscode.Range(document.positionAt(start), document.positionAt(start + length));
    await vscode.commands.executeCommand('vscode.open', document.uri, { selection });
  }

  private async helpWithError(cell: vscode.NotebookCell): Promise<void> {
    const { runs, errors } = this.services;
    const run = runs.find(cell);
    const connection = run?.connection;
    const retry = (): Promise<void> => runAgain(cell);
    const [offer] =
      run?.error === undefined ? [] : errors.offers(run.error, { ...(connection && { connection }), retry });
    await offer?.perform();
  }

  /** What the service still has of what the cell's results lack: these content types and times, and no others. Then it runs again. */
  private async fetchGaps(cell: vscode.NotebookCell): Promise<void> {
    const run = this.services.runs.find(cell);
    const connection = run?.connection;
    const scans = (run?.results ?? []).flatMap(({ facts }) => facts.scan ?? []);
    const missing = contentToFetch(scans);
    if (connection === undefined || missing.length === 0) {
      return;
    }
    for (const { contentTypes, range } of missing) {
      await vscode.commands.executeCommand('m365Audit.syncContent', { connection, contentTypes, range });
    }
    // A text that was edited meanwhile is the user's to run.
    if (run === this.services.runs.find(cell) && this.services.state.staleReasons(cell).length === 0) {
      await runAgain(cell);
    }
  }

  private async exportResult(cell: vscode.NotebookCell): Promise<void> {
    const { runs, engine } = this.services;
    const results = (runs.find(cell)?.results ?? []).filter(({ resultId }) => runs.findResult(resultId) !== undefined);
    const result = results.length > 1 ? await pickResult(results) : results[0];
    if (results.length === 0) {
      throw new EngineError({
        kind: 'notFound',
        message: vscode.l10n.t('The cell has no result to export. Run it first.'),
      });
    }
    if (result !== undefined) {
      await askForFormatAndExport(engine, result);
    }
  }

  private async showAsKql(cell: vscode.NotebookCell): Promise<void> {
    const { connections, state, powerShell, writer } = this.services;
    if (!isPowerShell(cell)) {
      throw new EngineError({
        kind: 'notFound',
        message: vscode.l10n.t('This cell is KQL already. Cells in PowerShell style can be shown as KQL.'),
      });
    }
    const connection = findNotebookConnection(cell.notebook, connections);
    if (connection === undefined) {
      await vscode.commands.executeCommand('m365Audit.switchConnection', cell.notebook);
      return;
    }
    const inputs = state.inputsOf(cell);
    const { statements } = await powerShell.translate({ cell, connection, inputs });
    await writer.insert(cell, kqlOfCell(statements, inputs.text));
  }
}

async function runAgain({ notebook, index }: vscode.NotebookCell): Promise<void> {
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: index, end: index + 1 }],
    document: notebook.uri,
  });
}

async function pickResult<Result extends { readonly facts: { readonly rowCount: number } }>(
  results: readonly Result[],
): Promise<Result | undefined> {
  const chosen = await vscode.window.showQuickPick(
    results.map((result, index) => ({
      label: vscode.l10n.t('Result {0}', index + 1),
      description: countedText(result.facts.rowCount, 'row'),
      result,
    })),
    { placeHolder: vscode.l10n.t('Which result?') },
  );
  return chosen?.result;
}

async function nameCell(cell: vscode.NotebookCell): Promise<void> {
  const others = cell.notebook
    .getCells()
    .filter((other) => other !== cell)
    .flatMap((other) => cellNameOf(other.metadata) ?? []);
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Name the Result'),
    prompt: vscode.l10n.t(
      'Cells below read the result of this cell as a table of this name. Leave it empty for no name.',
    ),
    value: cellNameOf(cell.metadata) ?? '',
    validateInput: (text) => {
      const problem = text.trim() === '' ? undefined : findNameProblem(text.trim(), others);
      return problem === undefined ? undefined : nameProblemText(problem);
    },
  });
  if (name !== undefined) {
    await updateCellMetadata(cell, { [cellNameKey]: name.trim() === '' ? undefined : name.trim() });
  }
}

function nameProblemText(problem: NameProblem): string {
  switch (problem) {
    case 'noIdentifier':
      return vscode.l10n.t('A name begins with a letter, and has letters, digits and underscores only.');
    case 'taken':
      return vscode.l10n.t('Another cell has this name.');
    case 'isTable':
      return vscode.l10n.t('A table has this name.');
  }
}
