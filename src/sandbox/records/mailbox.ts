import {
  appAccessContext,
  auditEvent,
  pairs,
  type AuditEvent,
  type Fields,
  type Presence,
  type Scene,
} from './auditRecord';
import { apps } from './apps';
import { company } from './company';
import type { Person } from './people';

/** The program that a mailbox is opened with, as ClientInfoString tells it. */
export type MailClient = 'outlook' | 'web' | 'rest';

/** RecordType ExchangeItemAggregated: its records have ClientIPAddress, and no ClientIP. */
const aggregated = 50;

const subjects: readonly string[] = [
  'Minutes of Tuesday',
  'RE: Delivery dates',
  'Question about the sensor housing',
  'Lunch on Friday?',
  'FW: Travel booking',
  'Weekly numbers',
  'RE: RE: Draft contract',
  'Access to the lab',
  'Customer visit next week',
];

/** A mail that was sent: RecordType 2 (ExchangeItem). */
export function send(scene: Scene, presence: Presence, time: number, client: MailClient, subject?: string): AuditEvent {
  const { random } = scene;
  return mailboxEvent(scene, presence, time, client, 'Send', 2, {
    Item: {
      Id: 'Unknown',
      InternetMessageId: messageId(scene),
      Subject: subject ?? random.pick(subjects),
      SizeInBytes: random.integer(4_000, 900_000),
      ParentFolder: folder(scene, '\\Drafts'),
    },
    SaveToSentItems: true,
  });
}

/** An item that was made or changed in a folder: RecordType 2. */
export function itemChange(
  scene: Scene,
  presence: Presence,
  time: number,
  client: MailClient,
  operation: 'Create' | 'Update',
): AuditEvent {
  const { random } = scene;
  return mailboxEvent(scene, presence, time, client, operation, 2, {
    Item: {
      Id: itemId(scene),
      InternetMessageId: messageId(scene),
      Subject: random.pick(subjects),
      ParentFolder: folder(scene, random.pick(['\\Calendar', '\\Drafts', '\\Inbox'])),
    },
    ...(operation === 'Update' ? { ModifiedProperties: ['RecipientsTo', 'Subject'] } : {}),
  });
}

export interface Removal {
  readonly operation: 'MoveToDeletedItems' | 'SoftDelete' | 'HardDelete';
  readonly path: string;
  readonly subjects: readonly string[];
}

export function someRemoval({ random }: Scene): Removal {
  return {
    operation: random.pick([
      'MoveToDeletedItems',
      'MoveToDeletedItems',
      'MoveToDeletedItems',
      'SoftDelete',
      'HardDelete',
    ]),
    path: '\\Inbox',
    subjects: Array.from({ length: random.integer(1, 4) }, () => random.pick(subjects)),
  };
}

/** Items that went: RecordType 3 (ExchangeItemGroup). */
export function removeItems(
  scene: Scene,
  presence: Presence,
  time: number,
  client: MailClient,
  removal: Removal,
): AuditEvent {
  const source = folder(scene, removal.path);
  return mailboxEvent(scene, presence, time, client, removal.operation, 3, {
    AffectedItems: removal.subjects.map((Subject) => ({
      Id: itemId(scene),
      InternetMessageId: messageId(scene),
      ParentFolder: source,
      Subject,
    })),
    CrossMailboxOperation: false,
    Folder: source,
    ...(removal.operation === 'MoveToDeletedItems' ? { DestFolder: folder(scene, '\\Deleted Items') } : {}),
  });
}

export interface MailReading {
  /** Whether the mailbox is read too fast: no more records come for a day. */
  readonly isThrottled?: boolean;
  /** Whose mailbox it is, where a delegate opens it. */
  readonly owner?: Person;
}

/** Messages that were opened one by one (Bind), counted together: RecordType 50. */
export function mailItemsAccessed(
  scene: Scene,
  presence: Presence,
  time: number,
  client: MailClient,
  items: number,
  { isThrottled = false, owner }: MailReading = {},
): AuditEvent {
  const { random } = scene;
  return mailboxEvent(scene, presence, time, client, 'MailItemsAccessed', aggregated, {
    ...(owner === undefined ? {} : delegateFields(owner)),
    OperationProperties: pairs({ MailAccessType: 'Bind', IsThrottled: isThrottled ? 'True' : 'False' }),
    Folders: [
      {
        ...folder(scene, random.pick(['\\Inbox', '\\Inbox', '\\Sent Items'])),
        FolderItems: Array.from({ length: items }, () => ({
          InternetMessageId: messageId(scene),
          SizeInBytes: random.integer(3_000, 400_000),
        })),
      },
    ],
    OperationCount: items,
  });
}

/** A folder that a desktop program copied whole (Sync): RecordType 2, with Item in place of Folders. */
export function folderSynchronized(scene: Scene, presence: Presence, time: number, client: MailClient): AuditEvent {
  const path = scene.random.pick(['\\Inbox', '\\Sent Items', '\\Calendar']);
  return mailboxEvent(scene, presence, time, client, 'MailItemsAccessed', 2, {
    OperationProperties: pairs({ MailAccessType: 'Sync', IsThrottled: 'False' }),
    Item: { Id: itemId(scene), ParentFolder: { ...folder(scene, path), Name: path.slice(1) } },
  });
}

function mailboxEvent(
  scene: Scene,
  presence: Presence,
  time: number,
  client: MailClient,
  operation: string,
  recordType: number,
  details: Fields,
): AuditEvent {
  const { person, ip, sessionId } = presence;
  return auditEvent(
    scene,
    time,
    { Operation: operation, RecordType: recordType, Workload: 'Exchange', UserId: person.upn, UserKey: person.puid },
    {
      ResultStatus: 'Succeeded',
      ...(recordType === aggregated ? {} : { ClientIP: ip }),
      ClientIPAddress: ip,
      ...clientFields(presence, client),
      AppAccessContext: appAccessContext(scene, presence, apps.exchange.id),
      ExternalAccess: false,
      InternalLogonType: 0,
      LogonType: 0,
      LogonUserSid: person.sid,
      MailboxGuid: person.mailboxGuid,
      MailboxOwnerSid: person.sid,
      MailboxOwnerUPN: person.upn,
      OrganizationName: company.domain,
      OriginatingServer: 'DB9P190MB1142 (15.20.9228.010)\r\n',
      SessionId: sessionId,
      ...details,
    },
  );
}

/** LogonType 2: not the one who signed in owns the mailbox. */
function delegateFields({ upn, sid, mailboxGuid }: Person): Fields {
  return { LogonType: 2, MailboxGuid: mailboxGuid, MailboxOwnerSid: sid, MailboxOwnerUPN: upn };
}

function clientFields({ userAgent }: Presence, client: MailClient): Fields {
  switch (client) {
    case 'outlook':
      return {
        ClientInfoString: 'Client=MSExchangeRPC',
        ClientProcessName: 'OUTLOOK.EXE',
        ClientVersion: '16.0.19328.20190',
      };
    case 'web':
      return { ClientInfoString: `Client=OWA;${userAgent};`, AppId: apps.exchange.id };
    case 'rest':
      return { ClientInfoString: 'Client=REST;Client=RESTSystem;;', AppId: apps.graph.id, ClientAppId: apps.graph.id };
  }
}

function messageId({ random }: Scene): string {
  return `<${random.hex(20).toUpperCase()}@mail.${company.domain}>`;
}

function itemId({ random }: Scene): string {
  return `RgAAAA${random.hex(32)}AAAL`;
}

function folder({ random }: Scene, Path: string): { readonly Id: string; readonly Path: string } {
  return { Id: `LgAAAA${random.hex(24)}AAAB`, Path };
}
