import * as vscode from 'vscode';
import { isContentType } from '../../../core/api/contentType';
import { pivotQuery } from '../../../core/notebook/query/pivotQuery';
import { extendQuery, filterQuery } from '../../../core/notebook/query/resultQueries';
import type { RendererAction } from '../../../core/notebook/resultMessages';
import { EngineError } from '../../../core/protocol/engineError';
import type { EngineSession } from '../../engine/engineSession';
import type { ErrorPresenter } from '../../errors/errorPresenter';
import type { NotebookWriter } from '../files/notebookWriter';
import type { HeldResult } from '../state/cellRuns';
import { askAndExportResult } from './exportResult';
import { saveChart } from './saveChart';

export interface ResultActionServices {
  readonly engine: EngineSession;
  readonly writer: NotebookWriter;
  readonly errors: ErrorPresenter;
}

/** What the user wants of a value, a row or a result. */
export class ResultActions {
  constructor(private readonly services: ResultActionServices) {}

  async perform(action: RendererAction, result: HeldResult): Promise<void> {
    await this.services.errors.guard({ connection: result.connection }, () => this.run(action, result));
  }

  private async run(action: RendererAction, result: HeldResult): Promise<void> {
    const { connection } = result;
    switch (action.action) {
      case 'filter':
      case 'exclude':
        await this.addCell(
          result,
          filterQuery(result.query, action.column, action.value, action.action === 'exclude', action.path),
        );
        break;
      case 'extend':
        await this.addCell(result, extendQuery(result.query, action.column, action.path));
        break;
      case 'pivot':
        await this.addCell(result, pivotQuery(action.subject, action.value, action.time));
        break;
      case 'openRecord':
        await vscode.commands.executeCommand('m365Audit.openRecord', { connection, recordId: action.recordId });
        break;
      case 'openBlob': {
        const { contentType, contentId } = action;
        if (!isContentType(contentType)) {
          throw new EngineError({
            kind: 'notFound',
            message: vscode.l10n.t('The row does not say which content type it belongs to.'),
          });
        }
        await vscode.commands.executeCommand('m365Audit.openBlob', { connection, contentType, blob: { contentId } });
        break;
      }
      case 'copy':
        await vscode.env.clipboard.writeText(action.text);
        break;
      case 'export':
        await askAndExportResult(this.services.engine, result, action);
        break;
      case 'saveChart':
        await saveChart(action);
    }
  }

  private async addCell({ cell }: HeldResult, query: string | undefined): Promise<void> {
    if (query === undefined) {
      throw new EngineError({ kind: 'notFound', message: vscode.l10n.t('The result has no such column.') });
    }
    await this.services.writer.insertAndRun(cell, query);
  }
}
