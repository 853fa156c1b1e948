import * as vscode from 'vscode';
import type { PageWords } from './reportPage';

/** The page's words in the user's language. @param name of the connection */
export function pageWords(name: string): PageWords {
  return {
    title: vscode.l10n.t('Check of {0}', name),
    checking: vscode.l10n.t('Checking the connection…'),
    cancel: vscode.l10n.t('Cancel'),
    checkAgain: vscode.l10n.t('Check Again'),
    copyAsText: vscode.l10n.t('Copy as Text'),
    connection: vscode.l10n.t('Connection'),
    whatToDo: vscode.l10n.t('What to do:'),
    summary: ({ failed, warning, ok, skipped }) =>
      failed + warning + skipped === 0
        ? vscode.l10n.t('Everything holds.')
        : [
            ...(failed === 0 ? [] : [vscode.l10n.t('{0} failed', failed)]),
            ...(warning === 0 ? [] : [vscode.l10n.t('{0} to look at', warning)]),
            ...(skipped === 0 ? [] : [vscode.l10n.t('{0} skipped', skipped)]),
            vscode.l10n.t('{0} OK', ok),
          ].join(', '),
    statuses: {
      ok: vscode.l10n.t('OK'),
      warning: vscode.l10n.t('Warning'),
      failed: vscode.l10n.t('Failed'),
      skipped: vscode.l10n.t('Skipped'),
    },
    actions: {
      retry: vscode.l10n.t('Check Again'),
      signIn: vscode.l10n.t('Sign In'),
      subscribe: vscode.l10n.t('Start Subscriptions'),
      fetch: vscode.l10n.t('Fetch'),
      editConnection: vscode.l10n.t('Edit Connection'),
      editWebhook: vscode.l10n.t('Set Webhook'),
      checkConnection: vscode.l10n.t('Check Again'),
      openSetup: vscode.l10n.t('Show Setup Guide'),
    },
  };
}
