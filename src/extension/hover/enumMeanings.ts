import * as vscode from 'vscode';
import type { EnumName } from '../../core/schema/generated/enumNames';

/**
 * What an enum, or a number of it, means in words, where its name does not say so.
 *
 * Source: "Office 365 Management Activity API schema" (Microsoft), put shortly.
 */
export function enumMeaning(enumName: EnumName, value: number): string | undefined {
  switch (enumName) {
    case 'AuditLogRecordType':
      return vscode.l10n.t('The schema that the record follows.');
    case 'AuditLogScope':
      return value === 0
        ? vscode.l10n.t('It happened in the hosted service.')
        : vscode.l10n.t('It happened on a server on premises.');
    case 'UserType':
      return userTypeMeaning(value);
    case 'LogonType':
      return logonTypeMeaning(value);
    default:
      return undefined;
  }
}

function userTypeMeaning(value: number): string | undefined {
  switch (value) {
    case 0:
      return vscode.l10n.t('A user without administrative permissions.');
    case 2:
      return vscode.l10n.t('An administrator of the organization.');
    case 3:
      return vscode.l10n.t('An administrator or an account of Microsoft’s datacenter.');
    case 4:
      return vscode.l10n.t('An account of the service itself.');
    case 5:
      return vscode.l10n.t('An app of Microsoft Entra.');
    case 6:
      return vscode.l10n.t('A service principal: an app with permissions of its own.');
    case 7:
      return vscode.l10n.t('A policy that the organization made.');
    case 8:
      return vscode.l10n.t('A policy of Microsoft.');
    case 9:
      return vscode.l10n.t('A technician of a partner, who acts for the organization.');
    case 10:
      return vscode.l10n.t('A guest of the organization.');
    default:
      return undefined;
  }
}

function logonTypeMeaning(value: number): string | undefined {
  switch (value) {
    case 0:
      return vscode.l10n.t('The owner opened the mailbox.');
    case 1:
      return vscode.l10n.t('An administrator opened the mailbox.');
    case 2:
      return vscode.l10n.t('Someone with permission to the mailbox opened it.');
    case 3:
      return vscode.l10n.t('The transport service of Microsoft’s datacenter opened the mailbox.');
    case 4:
      return vscode.l10n.t('A service account of Microsoft’s datacenter opened the mailbox.');
    case 6:
      return vscode.l10n.t('A delegated administrator opened the mailbox.');
    default:
      return undefined;
  }
}
