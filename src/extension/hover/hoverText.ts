import * as vscode from 'vscode';
import { graphLink, lookUpCommand } from '../graph/graphTarget';
import { relativeText } from '../tree/timeText';
import { enumMeaning } from './enumMeanings';
import type { RecordFact } from './recordFacts';
import type { Trap } from './traps';

export interface HoverDetails {
  readonly connectionId: string;
  /** What the service calls a sensitive type; absent where it did not say. */
  readonly sensitiveTypeName?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What a hover shows of facts: their words, escaped and trusted with nothing, and the links to look ids up with. */
export function hoverText(facts: readonly RecordFact[], details: HoverDetails): readonly vscode.MarkdownString[] {
  const words = facts.flatMap((fact) => wordsOf(fact, details));
  const texts = words.map((text) => new vscode.MarkdownString().appendText(text));
  const links = facts.flatMap((fact) => (fact.kind === 'graph' ? [linkOf(fact, details)] : []));
  if (links.length === 0) {
    return texts;
  }
  const markdown = new vscode.MarkdownString(links.join(' · '));
  markdown.isTrusted = { enabledCommands: [lookUpCommand] };
  return [...texts, markdown];
}

function wordsOf(fact: RecordFact, { sensitiveTypeName, now }: HoverDetails): readonly string[] {
  switch (fact.kind) {
    case 'enum': {
      const { field, enumName, value, name } = fact;
      return name === undefined
        ? [vscode.l10n.t('{0} {1} has no published name.', field, value)]
        : [`${field} ${value} = ${name}`, enumMeaning(enumName, value) ?? []].flat();
    }
    case 'sensitiveType': {
      const name = sensitiveTypeName ?? fact.recordedName;
      return name === undefined ? [] : [vscode.l10n.t('Sensitive type: {0}', name)];
    }
    case 'time': {
      const local = localTimeText(fact.instant);
      const relative = relativeText(fact.instant, now, vscode.env.language);
      const zone = fact.hasZone ? [] : [vscode.l10n.t('It is written without a zone, and is UTC.')];
      return [`${local} (${relative})`, ...zone];
    }
    case 'tenant':
      return [vscode.l10n.t('Tenant of the connection {0}', fact.connectionName)];
    case 'trap':
      return [trapText(fact.trap)];
    case 'graph':
      return [];
  }
}

/** In the zone of the machine that the extension runs on. */
function localTimeText(instant: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'full', timeStyle: 'long' }).format(instant);
}

function trapText(trap: Trap): string {
  switch (trap) {
    case 'signInResult':
      return vscode.l10n.t(
        'It does not say that the sign-in worked, only that the request was handled. See Operation, ErrorNumber and LogonError.',
      );
    case 'cmdletResult':
      return vscode.l10n.t('Whether the cmdlet succeeded.');
    case 'directoryUserType':
      return vscode.l10n.t('Records of Microsoft Entra do not say here that an administrator acted.');
    case 'directoryClientIp':
      return vscode.l10n.t('Records of Microsoft Entra may have the address in ActorIpAddress instead.');
  }
}

function linkOf({ subject, id }: RecordFact & { kind: 'graph' }, { connectionId }: HoverDetails): string {
  const title =
    subject === 'user'
      ? vscode.l10n.t('Look Up User in Microsoft Graph')
      : vscode.l10n.t('Look Up App in Microsoft Graph');
  return `[${title}](${graphLink({ connectionId, subject, id })})`;
}
