import * as vscode from 'vscode';
import type { HostMessage, RendererAction, RendererRequest } from '../../../core/notebook/resultMessages';
import { rendererMessageSchema } from '../../../core/notebook/rendererMessageSchema';
import { EngineError } from '../../../core/protocol/engineError';
import { Disposable } from '../../disposable';
import type { EngineSession } from '../../engine/engineSession';
import { toEngineError } from '../../errors/rehydrateError';
import type { CellRuns, HeldResult } from '../state/cellRuns';

/** Id of the renderer, as in the manifest. */
const rendererId = 'm365-audit-result';

export interface RendererChannelServices {
  readonly engine: Pick<EngineSession, 'request'>;
  readonly runs: Pick<CellRuns, 'findResult'>;
  /** Does what the user wants of a result. It tells of its failures itself. */
  readonly act: (action: RendererAction, result: HeldResult) => Promise<void>;
  readonly log: vscode.LogOutputChannel;
}

/** Answers the renderers of results, of results that this window's cells have and no others. */
export class RendererChannel extends Disposable {
  private readonly messaging = vscode.notebooks.createRendererMessaging(rendererId);
  /** Requests that are not answered yet: two renderers may use the same id. */
  private readonly waiting = new WeakMap<vscode.NotebookEditor, Map<number, vscode.CancellationTokenSource>>();

  constructor(private readonly services: RendererChannelServices) {
    super();
    this.register(
      this.messaging.onDidReceiveMessage(({ editor, message }) => {
        void this.receive(editor, message);
      }),
    );
  }

  private async receive(editor: vscode.NotebookEditor, received: unknown): Promise<void> {
    const { data: message, error } = rendererMessageSchema.safeParse(received);
    if (message === undefined) {
      this.services.log.warn(`a result said what cannot be read: ${error.issues.length} faults`);
      return;
    }
    switch (message.kind) {
      case 'request':
        await this.answer(editor, message);
        break;
      case 'cancel':
        this.waiting.get(editor)?.get(message.id)?.cancel();
        break;
      case 'action': {
        const result = this.services.runs.findResult(message.resultId);
        if (result === undefined) {
          await offerToRunAgain(editor);
        } else {
          await this.services.act(message, result);
        }
      }
    }
  }

  private async answer(editor: vscode.NotebookEditor, request: RendererRequest): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    const ofEditor = this.waiting.get(editor) ?? new Map<number, vscode.CancellationTokenSource>();
    this.waiting.set(editor, ofEditor.set(request.id, source));
    try {
      const result = await this.ask(request, source.token);
      await this.post(editor, { kind: 'answer', id: request.id, result });
    } catch (error) {
      // Nobody waits for the answer to a request that was cancelled.
      if (!(error instanceof vscode.CancellationError)) {
        await this.post(editor, { kind: 'failure', id: request.id, message: toEngineError(error).data.message });
      }
    } finally {
      ofEditor.delete(request.id);
      source.dispose();
    }
  }

  private ask({ method, params }: RendererRequest, token: vscode.CancellationToken): Promise<unknown> {
    const { engine, runs } = this.services;
    if (runs.findResult(params.resultId) === undefined) {
      return Promise.reject(
        new EngineError({
          kind: 'notFound',
          message: vscode.l10n.t('The engine no longer has this result. Run the cell again.'),
        }),
      );
    }
    return method === 'readRows'
      ? engine.request('m365Audit/readResultView', params, token)
      : engine.request('m365Audit/countResultValues', params, token);
  }

  private async post(editor: vscode.NotebookEditor, message: HostMessage): Promise<void> {
    await this.messaging.postMessage(message, editor);
  }
}

/** An output may be older than the engine that runs. */
async function offerToRunAgain(editor: vscode.NotebookEditor): Promise<void> {
  const runAll = vscode.l10n.t('Run All');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('The engine no longer has this result. Run the cell again.'),
    runAll,
  );
  if (chosen === runAll) {
    await vscode.commands.executeCommand('notebook.cell.execute', { document: editor.notebook.uri });
  }
}
