import * as vscode from 'vscode';
import type { SubscriptionFinding } from '../../core/api/subscriptionState';
import { durationText, instantText } from '../tree/timeText';

/** A finding in words, and what helps. */
export interface FindingText {
  /** A few words, for the row. */
  readonly label: string;
  /** A sentence or two. */
  readonly detail: string;
  readonly help: { readonly title: string; readonly command: string };
  /** Whether the user may want it as it is now. */
  readonly canKeep: boolean;
}

export function describeFinding(finding: SubscriptionFinding, now: number, locale: string): FindingText {
  switch (finding.kind) {
    case 'appChanged':
      return {
        label: vscode.l10n.t('started by another app'),
        detail: vscode.l10n.t(
          'It was started by the app {0}. A subscription belongs to its app: the present one can neither see nor stop it.',
          finding.startedBy ?? 'Visual Studio Code',
        ),
        help: start(vscode.l10n.t('Start it for the present app')),
        canKeep: true,
      };
    case 'subscriptionDisabled':
      return {
        label: vscode.l10n.t('disabled by someone else'),
        detail: vscode.l10n.t(
          'You started it. An administrator, the service or another program has disabled it since.',
        ),
        help: start(vscode.l10n.t('Start it again')),
        canKeep: true,
      };
    case 'subscriptionMissing':
      return {
        label: vscode.l10n.t('no longer subscribed'),
        detail: vscode.l10n.t('You started it, and the service no longer lists it.'),
        help: start(vscode.l10n.t('Start it again')),
        canKeep: true,
      };
    case 'startedElsewhere':
      return {
        label: vscode.l10n.t('started by someone else'),
        detail: vscode.l10n.t('You stopped it. Another program has started it since.'),
        help: { title: vscode.l10n.t('Stop it again'), command: 'm365Audit.stopSubscription' },
        canKeep: true,
      };
    default:
      return describeWebhookFinding(finding, now, locale);
  }
}

type WebhookFinding = Extract<SubscriptionFinding, { kind: `webhook${string}` }>;

function describeWebhookFinding(finding: WebhookFinding, now: number, locale: string): FindingText {
  switch (finding.kind) {
    case 'webhookDropped':
      return {
        label: vscode.l10n.t('webhook dropped by the service'),
        detail: vscode.l10n.t(
          'You set the webhook {0}, and the service no longer lists it. It tells nobody when it drops one.',
          finding.address,
        ),
        help: enable(vscode.l10n.t('Set the webhook again')),
        canKeep: true,
      };
    case 'webhookDisabled':
      return {
        label: vscode.l10n.t('webhook disabled by the service'),
        detail: vscode.l10n.t(
          'The service gave up, since too many notifications failed. Content can still be listed and fetched.',
        ),
        help: enable(vscode.l10n.t('Enable the webhook')),
        canKeep: false,
      };
    case 'webhookExpired':
      return {
        label: vscode.l10n.t('webhook expired'),
        detail:
          finding.expires === undefined
            ? vscode.l10n.t('The service sends no more notifications.')
            : vscode.l10n.t('The service has sent no notifications since {0}.', instantText(finding.expires, locale)),
        help: enable(vscode.l10n.t('Give the webhook a later expiration')),
        canKeep: false,
      };
    case 'webhookExpiring':
      return {
        label: vscode.l10n.t('webhook expires in {0}', durationText(finding.expires - now, locale)),
        detail: vscode.l10n.t('The service sends no notifications after {0}.', instantText(finding.expires, locale)),
        help: enable(vscode.l10n.t('Give the webhook a later expiration')),
        canKeep: false,
      };
    case 'webhookMoved':
      return {
        label: vscode.l10n.t('webhook has another address'),
        detail: vscode.l10n.t(
          'You set {0}. Another program has set {1} since.',
          finding.wantedAddress,
          finding.address,
        ),
        help: enable(vscode.l10n.t('Set your webhook again')),
        canKeep: true,
      };
    case 'webhookAdded':
      return {
        label: vscode.l10n.t('webhook set by someone else'),
        detail: vscode.l10n.t('You set no webhook. Another program has set {0} since.', finding.address),
        help: { title: vscode.l10n.t('Remove the webhook'), command: 'm365Audit.removeWebhook' },
        canKeep: true,
      };
  }
}

function start(title: string): FindingText['help'] {
  return { title, command: 'm365Audit.startSubscription' };
}

function enable(title: string): FindingText['help'] {
  return { title, command: 'm365Audit.enableWebhook' };
}
