import * as vscode from 'vscode';
import type { Connection } from '../../../core/api/connection';
import { markedText } from '../../../core/notebook/markedText';
import type { CellInputs } from '../../../core/notebook/state/cellRun';
import { EngineError, type EngineErrorData } from '../../../core/protocol/engineError';
import type { ConnectionStore } from '../../connections/connectionStore';
import type { EngineSession } from '../../engine/engineSession';
import { toEngineError } from '../../errors/rehydrateError';
import type { ArchiveContents } from './archiveContents';
import type { CellOutcome } from './cellOutcome';
import { runKqlCell } from './kqlCell';
import type { NotebookFiles } from '../files/notebookFiles';
import { findNotebookConnection, namedConnectionId, switchConnection } from '../notebookConnection';
import type { PowerShellCells } from '../powerShell/powerShellCells';
import { errorPlace } from './queryErrorText';
import type { RunningCell } from './runQuery';
import type { CellRuns } from '../state/cellRuns';
import { isPowerShell, type CellState } from '../state/cellState';
import { emptyArchiveText } from '../state/resultWords';

/** How a run ended: a cancelled one is no failure. */
type Ending = 'success' | 'error' | 'cancelled';

const successOf: Readonly<Record<Ending, boolean | undefined>> = { success: true, error: false, cancelled: undefined };

export interface CellRunnerServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly archive: ArchiveContents;
  readonly runs: CellRuns;
  readonly state: CellState;
  readonly powerShell: PowerShellCells;
  readonly files: NotebookFiles;
  readonly log: vscode.LogOutputChannel;
}

/** Runs one cell in the engine, and shows what comes of it. */
export class CellRunner {
  constructor(private readonly services: CellRunnerServices) {}

  async run(execution: vscode.NotebookCellExecution): Promise<Ending> {
    if (execution.token.isCancellationRequested) {
      execution.end(undefined);
      return 'cancelled';
    }
    execution.start(Date.now());
    const ending = await this.replaceOutputs(execution);
    execution.end(successOf[ending], Date.now());
    return ending;
  }

  /** Gives the results back that the engine keeps for these cells. */
  async release(cells: readonly vscode.NotebookCell[]): Promise<void> {
    const { engine, runs, log } = this.services;
    const resultIds = runs.forget(cells);
    if (resultIds.length === 0) {
      return;
    }
    try {
      await engine.requestIfRunning('m365Audit/releaseResults', { resultIds });
    } catch (error) {
      log.warn('results could not be released', error);
    }
  }

  private async replaceOutputs(execution: vscode.NotebookCellExecution): Promise<Ending> {
    const { runs, state, log } = this.services;
    const { cell, token } = execution;
    // What is typed from now on is not what runs.
    let inputs = state.inputsOf(cell);
    let connection: Connection | undefined;
    try {
      await this.release([cell]);
      await execution.clearOutput();
      connection = await this.findConnection(cell.notebook);
      if (connection === undefined) {
        return 'cancelled';
      }
      inputs = { ...inputs, connectionId: connection.id };
      const { results, outputs, variables = {} } = await this.runText({ cell, connection, inputs, token });
      const more = (await this.services.archive.isEmpty(connection, token)) ? [emptyArchiveOutput(connection)] : [];
      // First of all: a renderer asks for rows as soon as it is shown.
      runs.add(cell, { inputs: { ...inputs, variables }, connection, results });
      await execution.replaceOutput([...outputs, ...more]);
      return 'success';
    } catch (error) {
      if (error instanceof vscode.CancellationError) {
        await execution.replaceOutput(stoppedOutput());
        return 'cancelled';
      }
      const { data } = toEngineError(error);
      log.debug(`a cell failed: ${data.kind}`);
      await execution.replaceOutput(errorOutput(data, inputs));
      runs.add(cell, { inputs, connection, results: [], error: data });
      return 'error';
    }
  }

  private runText(running: RunningCell): Promise<CellOutcome> {
    return isPowerShell(running.cell)
      ? this.services.powerShell.run(running)
      : runKqlCell(this.services.engine, this.services.files, running);
  }

  /** Undefined if the user was asked, and left. */
  private async findConnection(notebook: vscode.NotebookDocument): Promise<Connection | undefined> {
    const { connections } = this.services;
    const connection = findNotebookConnection(notebook, connections);
    if (connection !== undefined) {
      return connection;
    }
    const id = namedConnectionId(notebook);
    if (id !== undefined) {
      throw new EngineError({
        kind: 'notFound',
        message: vscode.l10n.t(
          'The notebook asks the connection "{0}", which is not in the settings. Choose another one at the bottom of the cell.',
          id,
        ),
      });
    }
    if (connections.connections.length === 0) {
      throw new EngineError({
        kind: 'notFound',
        message: vscode.l10n.t('There is no connection yet. Add one, or try the demo tenant, in the M365 Audit view.'),
      });
    }
    return switchConnection(notebook, connections);
  }
}

/** Without it, a cell that was stopped would look as if it had never run. */
function stoppedOutput(): vscode.NotebookCellOutput {
  const text = vscode.l10n.t('Stopped before it had a result.');
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(text)]);
}

/** The message, with the place in the text marked. Without a stack: VS Code would show that in its place. */
function errorOutput(data: EngineErrorData, { text }: CellInputs): vscode.NotebookCellOutput {
  const place = errorPlace(data, text);
  const name =
    place === undefined ? vscode.l10n.t('Error') : vscode.l10n.t('Line {0}, column {1}', place.line, place.column);
  const marked =
    data.start === undefined ? '' : `\n${markedText(text, { start: data.start, length: data.length ?? 0 })}`;
  return new vscode.NotebookCellOutput([
    vscode.NotebookCellOutputItem.error({ name, message: `${data.message}${marked}`, stack: '' }),
  ]);
}

function emptyArchiveOutput({ name }: Connection): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(emptyArchiveText(name))], {
    archiveIsEmpty: true,
  });
}
