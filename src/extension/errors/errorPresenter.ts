import * as vscode from 'vscode';
import { isAppOnly, type Connection } from '../../core/api/connection';
import type { ContentType } from '../../core/api/contentType';
import type { EngineErrorData } from '../../core/protocol/engineError';
import { setupStepFor } from '../setup/setupSteps';
import { errorActions, errorLogText, withoutLinks, type ErrorAction } from './errorPresentation';
import { toEngineError } from './rehydrateError';

/** Where an error came up, and so what can be offered. */
export interface ErrorContext {
  readonly connection?: Connection;
  readonly contentType?: ContentType;
  readonly retry?: () => Thenable<unknown>;
}

/** A button that helps with an error. */
export interface ErrorOffer extends vscode.MessageItem {
  readonly perform: () => Promise<void>;
}

/** The one place where errors become messages with buttons. A cancelled action is no error. */
export class ErrorPresenter {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Runs a user's action, and tells them if it fails. */
  async guard(context: ErrorContext, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      await this.show(error, { retry: () => this.guard(context, action), ...context });
    }
  }

  async show(error: unknown, context: ErrorContext): Promise<void> {
    if (error instanceof vscode.CancellationError) {
      return;
    }
    const { data } = toEngineError(error);
    this.log.error(errorLogText(data));
    if (data.detail !== undefined) {
      this.log.info(`The service answered: ${data.detail}`);
    }
    const chosen = await vscode.window.showErrorMessage(withoutLinks(data.message), ...this.offers(data, context));
    await chosen?.perform();
  }

  /** What helps with an error, for a place that shows it in its own way; what helps most comes first. */
  offers(data: EngineErrorData, context: ErrorContext): readonly ErrorOffer[] {
    return errorActions(data, {
      canRetry: context.retry !== undefined,
      hasConnection: context.connection !== undefined,
      isAppOnly: context.connection !== undefined && isAppOnly(context.connection),
      hasContentType: context.contentType !== undefined,
    }).map((action) => ({
      title: actionTitle(action),
      perform: () => this.perform(action, context, data.code),
    }));
  }

  private async perform(action: ErrorAction, context: ErrorContext, code: string | undefined): Promise<void> {
    switch (action) {
      case 'retry':
        await context.retry?.();
        break;
      case 'signIn':
        await vscode.commands.executeCommand('m365Audit.signIn', context);
        break;
      case 'subscribe':
        await vscode.commands.executeCommand('m365Audit.startSubscription', context);
        break;
      case 'fetch':
        await vscode.commands.executeCommand('m365Audit.fetch', context);
        break;
      case 'setCredential':
        await vscode.commands.executeCommand('m365Audit.setCredential', context);
        break;
      case 'editConnection':
        await vscode.commands.executeCommand('m365Audit.editConnection', context);
        break;
      case 'editWebhook':
        await vscode.commands.executeCommand('m365Audit.setWebhook', context);
        break;
      case 'checkConnection':
        await vscode.commands.executeCommand('m365Audit.checkConnection', context);
        break;
      case 'openSetup':
        await vscode.commands.executeCommand('m365Audit.openSetup', setupStepFor(code));
        break;
      case 'chooseArchiveFolder':
        await vscode.commands.executeCommand('m365Audit.chooseArchiveFolder');
        break;
      case 'showLog':
        this.log.show();
    }
  }
}

function actionTitle(action: ErrorAction): string {
  switch (action) {
    case 'retry':
      return vscode.l10n.t('Retry');
    case 'signIn':
      return vscode.l10n.t('Sign In');
    case 'subscribe':
      return vscode.l10n.t('Start Subscription');
    case 'fetch':
      return vscode.l10n.t('Fetch');
    case 'setCredential':
      return vscode.l10n.t('Set Credential');
    case 'editConnection':
      return vscode.l10n.t('Edit Connection');
    case 'editWebhook':
      return vscode.l10n.t('Set Webhook');
    case 'checkConnection':
      return vscode.l10n.t('Check Connection');
    case 'openSetup':
      return vscode.l10n.t('Show Setup Guide');
    case 'chooseArchiveFolder':
      return vscode.l10n.t('Choose Folder');
    case 'showLog':
      return vscode.l10n.t('Show Log');
  }
}
