import { dayMs, hourMs } from '../../core/api/contentWindow';
import type { AuditEvent, Presence, Scene } from './auditRecord';
import { departmentSite } from './company';
import { directoryChange, userTarget, type DirectoryTarget } from './directory';
import { dlpRules, mailMatch } from './dlp';
import { personCmdlet } from './exchangeAdmin';
import { alertTriggered, suspiciousMail } from './general';
import { folderSynchronized, mailItemsAccessed, removeItems, send } from './mailbox';
import { listPeople, type Person } from './people';
import { Random } from './random';
import { fileOperation } from './sharePoint';
import { signIn, signInErrors, type SignInError } from './signIns';

/** Who and what the story is about. */
export const storyFacts = {
  victim: 'ines.valadares@halvern.example',
  /** Gets the password of the victim reset when it is over. */
  administrator: 'paulo.resende@halvern.example',
  /** The intruder signs in and works from the first, and comes back from the second. */
  intruderIps: ['203.0.113.66', '203.0.113.67'],
  phishSender: 'billing@invoice-harbor.example',
  forwardedTo: 'ap.archive@halvern-mail.example',
  /** Gets the bank accounts in parts, after the mail with all of them was blocked. */
  sentInPartsTo: 'supplier.desk@halvern-mail.example',
  app: { name: 'Mail Archive Sync', appId: 'b7d1f6a0-3c52-4e0b-9d17-6a2f8c41e5d3' },
  mailSubject: 'Updated bank details - please review today',
} as const;

const principalId = '2f9b64c7-8d1e-4a35-b0c6-71e5d93a4f08';
const intruderUserAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const scopes = 'offline_access User.Read Mail.ReadWrite Mail.Send Files.Read.All';

/**
 * The story that can be found in the demo tenant: a phished account. Times are offsets from the start of the current day in UTC
 * (of the day on which the sandbox starts); everything is done to, or as, `ines.valadares@halvern.example` of Finance.
 *
 * | when | what | content type |
 * |---|---|---|
 * | -3 d 13:04 | a phishing mail from `billing@invoice-harbor.example` reaches five people of Finance: TIMailData, Verdict Phish | General |
 * | -3 d 22:11 to 22:26 | 6 UserLoginFailed, ErrorNumber 50126, from 203.0.113.66 | AzureActiveDirectory |
 * | -3 d 22:29 | 1 UserLoginFailed, ErrorNumber 50074 (the second factor), from 203.0.113.66 | AzureActiveDirectory |
 * | -3 d 22:31 | UserLoggedIn from 203.0.113.66; two more at 22:38 and, from 203.0.113.67, -2 d 01:02 | AzureActiveDirectory |
 * | -3 d 22:46 | New-InboxRule ".": mails about invoices and payments go to "RSS Subscriptions" | Exchange |
 * | -3 d 22:49 | New-InboxRule "..": ForwardTo `ap.archive@halvern-mail.example`, DeleteMessage | Exchange |
 * | -3 d 22:51 | AlertTriggered "Creation of forwarding/redirect rule" | General |
 * | -2 d 01:05 to 02:05 | 60 MailItemsAccessed (Bind), 18 messages each, and one Sync of a folder, from 203.0.113.67 | Exchange |
 * | -2 d 02:20 to 02:38 | 340 FileDownloaded of the Finance site, from 203.0.113.67 | SharePoint |
 * | -2 d 02:52 | "Add service principal.", "Consent to application." and "Add OAuth2PermissionGrant." for "Mail Archive Sync" | AzureActiveDirectory |
 * | -2 d 07:12 to 07:16 | 14 Send to colleagues, subject "Updated bank details - please review today" | Exchange |
 * | -2 d 07:18 | HardDelete of the sent copies | Exchange |
 * | -2 d 07:20 | DlpRuleMatch "Bank accounts to outside recipients": 23 IBANs to `ap.archive@halvern-mail.example` | DLP.All |
 * | -2 d 07:21 | AlertTriggered "DLP policy match: Payment data" (DLP.All is not subscribed at first) | General |
 * | -2 d 07:26, 07:31, 07:37 | DlpRuleMatch "Bank accounts to outside recipients, fewer than 10": the same 23 in three mails of 8, 8 and 7, which pass, to `supplier.desk@halvern-mail.example` | DLP.All |
 * | -1 d 08:31 to 08:44 | `paulo.resende@halvern.example` resets the password, revokes the sessions and the grant, removes the rules | AzureActiveDirectory, Exchange |
 *
 * @param today midnight, UTC.
 */
export function storyEvents(seed: number, organizationId: string, today: number): readonly AuditEvent[] {
  const scene: Scene = { organizationId, random: new Random('story', seed, today) };
  const people = listPeople();
  const victim = findPerson(people, storyFacts.victim);
  const [firstIp, secondIp] = storyFacts.intruderIps;
  const evening = intruder(scene, victim, firstIp);
  const night = intruder(scene, victim, secondIp);
  return [
    ...phish(scene, people, timeBefore(today, 3, 13, 4)),
    ...breakIn(scene, evening, night, today),
    ...hide(scene, evening, today),
    ...collect(scene, night, today),
    ...consent(scene, night, timeBefore(today, 2, 2, 52)),
    ...spread(scene, night, today),
    ...cleanUp(scene, findPerson(people, storyFacts.administrator), victim, today),
    ...sendInParts({ organizationId, random: new Random('parts', seed, today) }, night, today),
  ];
}

function phish(scene: Scene, people: readonly Person[], time: number): readonly AuditEvent[] {
  return people
    .filter(({ department }) => department === 'Finance')
    .slice(0, 5)
    .map(({ upn }, number) =>
      suspiciousMail(scene, time + number * 2_000, {
        sender: storyFacts.phishSender,
        senderIp: '203.0.113.90',
        recipient: upn,
        subject: 'Overdue invoice 20417: sign in to view',
        verdict: 'Phish',
        action: 'NoAction',
      }),
    );
}

function breakIn(scene: Scene, evening: Presence, night: Presence, today: number): readonly AuditEvent[] {
  const attempt = (minute: number, error?: SignInError): AuditEvent =>
    signIn(scene, evening, timeBefore(today, 3, 22, minute), error);
  return [
    ...[11, 13, 16, 19, 22, 26].map((minute) => attempt(minute, signInErrors.wrongPassword)),
    attempt(29, signInErrors.strongAuthenticationRequired),
    attempt(31),
    attempt(38),
    signIn(scene, night, timeBefore(today, 2, 1, 2)),
  ];
}

function hide(scene: Scene, evening: Presence, today: number): readonly AuditEvent[] {
  const rule = (minute: number, parameters: Readonly<Record<string, string>>): AuditEvent =>
    personCmdlet(scene, evening, timeBefore(today, 3, 22, minute), {
      name: 'New-InboxRule',
      object: evening.person.name,
      parameters: { AlwaysDeleteOutlookRulesBlob: 'False', Force: 'False', ...parameters, StopProcessingRules: 'True' },
    });
  return [
    rule(46, {
      Name: '.',
      SubjectOrBodyContainsWords: 'invoice;payment;bank;IBAN',
      MoveToFolder: 'RSS Subscriptions',
      MarkAsRead: 'True',
    }),
    rule(49, { Name: '..', From: 'accounts@', ForwardTo: storyFacts.forwardedTo, DeleteMessage: 'True' }),
    alertTriggered(scene, timeBefore(today, 3, 22, 51), {
      name: 'Creation of forwarding/redirect rule',
      category: 'ThreatManagement',
      severity: 'Informational',
      operation: 'MailRedirect',
      user: evening.person.upn,
    }),
  ];
}

function collect(scene: Scene, night: Presence, today: number): readonly AuditEvent[] {
  const reading = timeBefore(today, 2, 1, 5);
  const downloading = timeBefore(today, 2, 2, 20);
  const finance = departmentSite('Finance');
  const downloads = 340;
  const downloadMs = (18 * 60_000) / downloads;
  return [
    ...Array.from({ length: 60 }, (_, minute) =>
      mailItemsAccessed(scene, night, reading + minute * 60_000, 'rest', 18),
    ),
    folderSynchronized(scene, night, reading + 59 * 60_000, 'rest'),
    ...Array.from({ length: downloads }, (_, number) =>
      fileOperation(scene, night, downloading + Math.floor(number * downloadMs), 'FileDownloaded', finance, number + 1),
    ),
  ];
}

function consent(scene: Scene, night: Presence, time: number): readonly AuditEvent[] {
  return [
    directoryChange(scene, night, time - 3_000, 'Add service principal.', appTarget, {
      AppId: ['', storyFacts.app.appId],
    }),
    directoryChange(scene, night, time, 'Consent to application.', appTarget, {
      'ConsentContext.IsAdminConsent': ['', 'False'],
      'ConsentContext.OnBehalfOfAll': ['', 'False'],
      'ConsentAction.Permissions': ['', `[] => [[ConsentType: Principal, Scope: ${scopes}]]`],
      'TargetId.ServicePrincipalNames': ['', storyFacts.app.appId],
    }),
    directoryChange(scene, night, time + 1_000, 'Add OAuth2PermissionGrant.', appTarget, {
      'OAuth2PermissionGrant.Scope': ['', scopes],
      'OAuth2PermissionGrant.ConsentType': ['', 'Principal'],
    }),
  ];
}

function spread(scene: Scene, night: Presence, today: number): readonly AuditEvent[] {
  const sending = timeBefore(today, 2, 7, 12);
  const mails = 14;
  return [
    ...Array.from({ length: mails }, (_, number) =>
      send(scene, night, sending + number * 17_000, 'rest', storyFacts.mailSubject),
    ),
    removeItems(scene, night, timeBefore(today, 2, 7, 18), 'rest', {
      operation: 'HardDelete',
      path: '\\Sent Items',
      subjects: Array.from({ length: mails }, () => storyFacts.mailSubject),
    }),
    mailMatch(scene, night, timeBefore(today, 2, 7, 20), dlpRules.bankAccounts, {
      subject: 'Supplier accounts',
      to: [storyFacts.forwardedTo],
      matches: 23,
    }),
    alertTriggered(scene, timeBefore(today, 2, 7, 21), {
      name: 'DLP policy match: Payment data',
      category: 'DataLossPrevention',
      severity: 'High',
      operation: 'DlpRuleMatch',
      user: night.person.upn,
    }),
  ];
}

/** What was blocked as one mail goes out as three. */
function sendInParts(scene: Scene, night: Presence, today: number): readonly AuditEvent[] {
  const parts = [
    { minute: 26, matches: 8 },
    { minute: 31, matches: 8 },
    { minute: 37, matches: 7 },
  ];
  return parts.map(({ minute, matches }, index) =>
    mailMatch(scene, night, timeBefore(today, 2, 7, minute), dlpRules.fewBankAccounts, {
      subject: `Supplier accounts (${index + 1} of ${parts.length})`,
      to: [storyFacts.sentInPartsTo],
      matches,
    }),
  );
}

function cleanUp(scene: Scene, administrator: Person, victim: Person, today: number): readonly AuditEvent[] {
  const admin: Presence = {
    person: administrator,
    ip: administrator.office.ip,
    userAgent: administrator.userAgent,
    sessionId: scene.random.guid(),
  };
  const at = (minute: number): number => timeBefore(today, 1, 8, minute);
  const removeRule = (minute: number, rule: string): AuditEvent =>
    personCmdlet(scene, admin, at(minute), {
      name: 'Remove-InboxRule',
      object: `${victim.name}\\${rule}`,
      parameters: { Mailbox: victim.upn, Identity: rule, Force: 'True' },
    });
  return [
    directoryChange(scene, admin, at(31), 'Reset user password.', userTarget(victim), {}),
    directoryChange(scene, admin, at(33), 'Update StsRefreshTokenValidFrom Timestamp.', userTarget(victim), {}),
    directoryChange(scene, admin, at(38), 'Remove OAuth2PermissionGrant.', appTarget, {
      'OAuth2PermissionGrant.Scope': [scopes, ''],
    }),
    removeRule(42, '.'),
    removeRule(44, '..'),
  ];
}

const appTarget: DirectoryTarget = {
  objectId: storyFacts.app.appId,
  kind: 'ServicePrincipal',
  id: principalId,
  name: storyFacts.app.name,
};

function intruder({ random }: Scene, person: Person, ip: string): Presence {
  return { person, ip, userAgent: intruderUserAgent, sessionId: random.guid() };
}

function findPerson(people: readonly Person[], upn: string): Person {
  const person = people.find((candidate) => candidate.upn === upn);
  if (person === undefined) {
    throw new RangeError(`Nobody is called ${upn}.`);
  }
  return person;
}

/** A time of day, so many days before a midnight: `timeBefore(today, 1, 8, 30)` is 08:30 of yesterday. */
function timeBefore(today: number, days: number, hour: number, minute: number): number {
  return today - days * dayMs + hour * hourMs + minute * 60_000;
}
