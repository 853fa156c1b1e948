import { appAccessContext, auditEvent, type AuditEvent, type Fields, type Presence, type Scene } from './auditRecord';
import { apps } from './apps';
import type { Person } from './people';
import { Random } from './random';

/** What people do in Microsoft Teams: RecordType 25 (MicrosoftTeams). */
export function teamsActivity(scene: Scene, presence: Presence, time: number): AuditEvent {
  const { random } = scene;
  const operation = random.pick([
    'MessageSent',
    'MessageSent',
    'MessageCreatedHasLink',
    'ReactedToMessage',
    'MessageUpdated',
  ]);
  return teamsEvent(scene, presence, time, operation, {
    CommunicationType: random.pick(['OneOnOne', 'GroupChat', 'Channel']),
    MessageId: String(time),
    MessageVersion: '1',
    ChatThreadId: `19:${random.hex(32)}@thread.v2`,
    ItemName: random.hex(12),
    ...(operation === 'MessageCreatedHasLink'
      ? { MessageURLs: '["https://halvern.sharepoint.example/sites/Sales"]' }
      : {}),
  });
}

export function teamsSession(scene: Scene, presence: Presence, time: number): AuditEvent {
  return teamsEvent(scene, presence, time, 'TeamsSessionStarted', {
    ExtraProperties: [{ Key: 'UserAgent', Value: presence.userAgent }],
  });
}

export function memberAdded(scene: Scene, presence: Presence, time: number, member: Person): AuditEvent {
  const team = `${presence.person.department} Team`;
  return teamsEvent(scene, presence, time, 'MemberAdded', {
    TeamName: team,
    TeamGuid: new Random('team', team).guid(),
    Members: [{ UPN: member.upn, DisplayName: member.name, Role: 1 }],
    CommunicationType: 'Team',
  });
}

function teamsEvent(scene: Scene, presence: Presence, time: number, operation: string, details: Fields): AuditEvent {
  const { person, ip } = presence;
  return auditEvent(
    scene,
    time,
    { Operation: operation, RecordType: 25, Workload: 'MicrosoftTeams', UserId: person.upn, UserKey: person.objectId },
    {
      ResultStatus: 'Succeeded',
      ClientIP: ip,
      AppAccessContext: appAccessContext(scene, presence, apps.teams.id),
      ...details,
    },
  );
}
