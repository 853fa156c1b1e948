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
  return teamsEvent(scene, presence, time, 'MemberAdded', {
    ...teamFields(`${presence.person.department} Team`),
    Members: [{ UPN: member.upn, DisplayName: member.name, Role: 1 }],
    CommunicationType: 'Team',
  });
}

/** A change of a team by one of its owners. */
export function teamChanged(scene: Scene, presence: Presence, time: number): AuditEvent {
  const { random } = scene;
  const team = `${presence.person.department} Team`;
  const operation = random.pick([
    'TeamCreated',
    'ChannelAdded',
    'ChannelDeleted',
    'TeamSettingChanged',
    'AppInstalled',
  ]);
  const channel = random.pick(['Planning', 'Suppliers', 'Trade fair', 'Incidents']);
  const details: Readonly<Record<string, Fields>> = {
    ChannelAdded: { ChannelName: channel, ChannelType: 'Standard' },
    ChannelDeleted: { ChannelName: channel },
    TeamSettingChanged: { Name: 'Guest access', OldValue: 'False', NewValue: 'True' },
    AppInstalled: { AddOnName: random.pick(['Poll Maker', 'Shift Planner']), AddOnType: 4 },
  };
  return teamsEvent(scene, presence, time, operation, { ...teamFields(team), ...details[operation] });
}

/** Someone from outside who may now read a team. */
export function guestAdded(scene: Scene, presence: Presence, time: number, guest: string): AuditEvent {
  const upn = `${guest.replace('@', '_')}#EXT#@halvern.example`;
  return teamsEvent(scene, presence, time, 'MemberAdded', {
    ...teamFields(`${presence.person.department} Team`),
    Members: [{ UPN: upn, DisplayName: guest, Role: 3 }],
    CommunicationType: 'Team',
  });
}

function teamFields(team: string): Fields {
  return { TeamName: team, TeamGuid: new Random('team', team).guid() };
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
