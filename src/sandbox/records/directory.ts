import { auditEvent, type AuditEvent, type Fields, type JsonValue, type Presence, type Scene } from './auditRecord';
import { apps } from './apps';
import type { Person } from './people';

/** Who or what a change of the directory is about: its ObjectId, and the identities that Target lists. */
export interface DirectoryTarget {
  readonly objectId: string;
  readonly kind: 'User' | 'Group' | 'ServicePrincipal' | 'Application' | 'Device';
  readonly id: string;
  readonly name: string;
}

export function userTarget(person: Person): DirectoryTarget {
  return { objectId: person.upn, kind: 'User', id: person.objectId, name: person.upn };
}

export type Changes = Readonly<Record<string, readonly [oldValue: string, newValue: string]>>;

/** A change of the directory by a person, RecordType 8 (AzureActiveDirectory). */
export function directoryChange(
  scene: Scene,
  presence: Presence,
  time: number,
  operation: string,
  target: DirectoryTarget,
  changes: Changes,
): AuditEvent {
  const { person, ip, userAgent } = presence;
  return auditEvent(
    scene,
    time,
    {
      Operation: operation,
      RecordType: 8,
      Workload: 'AzureActiveDirectory',
      UserId: person.upn,
      UserKey: `${person.puid}@${person.upn.slice(person.upn.indexOf('@') + 1)}`,
    },
    {
      // The documents warn that ClientIP may be missing here where ActorIpAddress is there.
      ...(scene.random.chance(0.6) ? { ClientIP: ip } : {}),
      ActorIpAddress: ip,
      Actor: [{ ID: person.upn, Type: 5 }, { ID: person.puid, Type: 3 }, ...identities('User', person.objectId)],
      ...changeFields(scene, target, changes, JSON.stringify({ 'User-Agent': userAgent })),
    },
  );
}

/** A change of the directory by the service itself. */
export function serviceDirectoryChange(
  scene: Scene,
  time: number,
  operation: string,
  target: DirectoryTarget,
  changes: Changes,
): AuditEvent {
  const principal = '7d0cbf0e-54a1-4d7e-9d0c-3f6f2e3a9a11';
  return auditEvent(
    scene,
    time,
    {
      Operation: operation,
      RecordType: 8,
      Workload: 'AzureActiveDirectory',
      UserId: `ServicePrincipal_${principal}`,
      UserKey: 'Not Available',
      UserType: 4,
    },
    {
      Actor: [
        { ID: apps.sharePoint.name, Type: 1 },
        { ID: apps.sharePoint.id, Type: 2 },
        ...identities('ServicePrincipal', principal),
      ],
      ...changeFields(scene, target, changes, '{}'),
    },
  );
}

function changeFields(scene: Scene, target: DirectoryTarget, changes: Changes, additionalDetails: string): Fields {
  const { random, organizationId } = scene;
  return {
    ResultStatus: 'Success',
    ObjectId: target.objectId,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      { Name: 'additionalDetails', Value: additionalDetails },
      { Name: 'extendedAuditEventCategory', Value: target.kind },
    ],
    ModifiedProperties: Object.entries(changes).map(([Name, [OldValue, NewValue]]) => ({ Name, NewValue, OldValue })),
    ActorContextId: organizationId,
    InterSystemsId: random.guid(),
    IntraSystemId: random.guid(),
    SupportTicketId: '',
    Target: [...identities(target.kind, target.id), { ID: target.name, Type: target.kind === 'User' ? 5 : 1 }],
    TargetContextId: organizationId,
  };
}

function identities(kind: string, id: string): readonly JsonValue[] {
  return [
    { ID: `${kind}_${id}`, Type: 2 },
    { ID: id, Type: 2 },
    { ID: kind, Type: 2 },
  ];
}
