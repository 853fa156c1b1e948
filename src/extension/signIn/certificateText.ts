import * as vscode from 'vscode';
import type { CertificateFacts } from '../../core/protocol/signInProtocol';
import { certificateAge } from './certificateAge';

/** What is wrong with the time that a certificate is good for, in words; undefined if nothing is. */
export function certificateWarning(facts: CertificateFacts, now: number): string | undefined {
  switch (certificateAge(facts, now)) {
    case 'expired':
      return vscode.l10n.t('The certificate expired on {0}.', dateText(facts.notAfter));
    case 'expiring':
      return vscode.l10n.t('The certificate expires on {0}.', dateText(facts.notAfter));
    case 'early':
      return vscode.l10n.t('The certificate is not valid before {0}.', dateText(facts.notBefore));
    case 'good':
      return undefined;
  }
}

/** Certificates end at a time in UTC, and portals show its day. */
export function dateText(instant: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(instant);
}
