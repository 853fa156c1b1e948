import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { maxPayloadRows } from '../../core/notebook/resultPayload';
import { EngineError, type EngineErrorData } from '../../core/protocol/engineError';
import type { ConnectionStore } from '../connections/connectionStore';
import type { EngineSession } from '../engine/engineSession';
import { toEngineError } from '../errors/rehydrateError';
import type { ArchiveContents } from './archiveContents';
import { findNotebookConnection, namedConnectionId, switchConnection } from './notebookConnection';
import { errorPlace } from './queryErrorText';
import { readOutputMetadata, resultOutput } from './resultOutput';

/** How a run ended: a cancelled one is no failure. */
type Outcome = 'success' | 'error' | 'cancelled';

const successOf: Readonly<Record<Outcome, boolean | undefined>> = { success: true, error: false, cancelled: undefined };

/** Runs one cell in the engine, and shows what comes of it. */
export class CellRunner {
  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly archive: ArchiveContents,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async run(execution: vscode.NotebookCellExecution): Promise<void> {
    if (execution.token.isCancellationRequested) {
      execution.end(undefined);
      return;
    }
    execution.start(Date.now());
    const outcome = await this.replaceOutputs(execution);
    execution.end(successOf[outcome], Date.now());
  }

  /** Gives the results back that the engine keeps for these cells. */
  async release(cells: readonly vscode.NotebookCell[]): Promise<void> {
    const resultIds = cells.flatMap(({ outputs }) =>
      outputs.flatMap((output) => readOutputMetadata(output)?.resultId ?? []),
    );
    if (resultIds.length === 0) {
      return;
    }
    try {
      await this.engine.requestIfRunning('m365Audit/releaseResults', { resultIds });
    } catch (error) {
      this.log.warn('results could not be released', error);
    }
  }

  private async replaceOutputs(execution: vscode.NotebookCellExecution): Promise<Outcome> {
    try {
      await this.release([execution.cell]);
      await execution.clearOutput();
      return await this.query(execution);
    } catch (error) {
      if (error instanceof vscode.CancellationError) {
        return 'cancelled';
      }
      const { data } = toEngineError(error);
      this.log.debug(`a cell failed: ${data.kind}`);
      await execution.replaceOutput(errorOutput(data, execution.cell.document.getText()));
      return 'error';
    }
  }

  private async query(execution: vscode.NotebookCellExecution): Promise<Outcome> {
    const { cell, token } = execution;
    const connection = await this.findConnection(cell.notebook);
    if (connection === undefined) {
      return 'cancelled';
    }
    const results = await this.engine.request(
      'm365Audit/runQuery',
      { connection, language: 'kql', text: cell.document.getText(), firstRows: maxPayloadRows },
      token,
    );
    const outputs = results.map(resultOutput);
    if (await this.archive.isEmpty(connection, token)) {
      outputs.push(emptyArchiveOutput(connection));
    }
    await execution.replaceOutput(outputs);
    return 'success';
  }

  /** Undefined if the user was asked, and left. */
  private async findConnection(notebook: vscode.NotebookDocument): Promise<Connection | undefined> {
    const connection = findNotebookConnection(notebook, this.connections);
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
    if (this.connections.connections.length === 0) {
      throw new EngineError({
        kind: 'notFound',
        message: vscode.l10n.t('There is no connection yet. Add one, or try the demo tenant, in the M365 Audit view.'),
      });
    }
    return switchConnection(notebook, this.connections);
  }
}

function errorOutput(data: EngineErrorData, query: string): vscode.NotebookCellOutput {
  const place = errorPlace(data, query);
  const name =
    place === undefined ? vscode.l10n.t('Error') : vscode.l10n.t('Line {0}, column {1}', place.line, place.column);
  return new vscode.NotebookCellOutput([
    vscode.NotebookCellOutputItem.error({ name, message: data.message, stack: '' }),
  ]);
}

function emptyArchiveOutput(connection: Connection): vscode.NotebookCellOutput {
  const text = vscode.l10n.t(
    'Nothing has been fetched from {0} yet, so there is nothing to find. Select "Fetch" below the cell.',
    connection.name,
  );
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(text)], { archiveIsEmpty: true });
}
