import { hourMs } from '../../core/api/contentWindow';
import { auditEvent, type AuditEvent, type Presence, type Scene } from './auditRecord';
import { departmentSite, departments, siteFile, type Site } from './company';
import { directoryChange, userTarget } from './directory';
import { personCmdlet } from './exchangeAdmin';
import { mailItemsAccessed } from './mailbox';
import type { Person } from './people';
import { anonymousLinkCreated, fileOperation, fileShared } from './sharePoint';
import { guestAdded, teamChanged } from './teams';

const guests = ['partner@brightwell-labs.example', 'orders@kestrel-parts.example', 'press@northmoor-news.example'];

/** Readers of links that are open to anyone. */
const readerIps = ['203.0.113.31', '203.0.113.32', '203.0.113.33'];

/**
 * What happens a few times a day in the whole company and is looked for all the same: links for anyone, guests, files that are deleted,
 * roles, forwarding, changes of teams, a mailbox that is read so fast that the service stops noting each message, or by a delegate. None of it
 * is an attack.
 *
 * @param day midnight, UTC
 */
export function rareEvents(scene: Scene, people: readonly Person[], day: number): readonly AuditEvent[] {
  const { random } = scene;
  const administrators = people.filter(({ department }) => department === 'IT');
  const repeat = (
    count: number,
    by: readonly Person[],
    make: (presence: Presence, time: number) => readonly AuditEvent[],
  ): readonly AuditEvent[] =>
    Array.from({ length: count }, () => {
      const person = random.pick(by);
      const time = day + Math.floor((7 + 9 * random.next()) * hourMs);
      return make({ person, ip: person.office.ip, userAgent: person.userAgent, sessionId: random.guid() }, time);
    }).flat();
  return [
    ...repeat(random.integer(1, 2), people, (presence, time) => shareWithAnyone(scene, presence, time)),
    ...repeat(random.integer(1, 3), people, (presence, time) => {
      const site = departmentSite(presence.person.department);
      return [fileShared(scene, presence, time, site, random.integer(1, 40), random.pick(guests))];
    }),
    ...repeat(random.integer(2, 5), people, (presence, time) => {
      const site = departmentSite(presence.person.department);
      return [fileOperation(scene, presence, time, 'FileDeleted', site, random.integer(41, site.fileCount))];
    }),
    ...repeat(1, administrators, (admin, time) => {
      const role = random.pick(['Helpdesk Administrator', 'Global Reader', 'Teams Administrator']);
      return [
        directoryChange(scene, admin, time, 'Add member to role.', userTarget(random.pick(administrators)), {
          'Role.DisplayName': ['', role],
        }),
      ];
    }),
    ...repeat(1, administrators, (admin, time) => [forwardMailbox(scene, admin, time, people)]),
    ...repeat(random.integer(1, 3), people, (presence, time) => [teamChanged(scene, presence, time)]),
    ...repeat(1, people, (presence, time) => [guestAdded(scene, presence, time, random.pick(guests))]),
    ...repeat(random.chance(0.5) ? 1 : 0, people, (presence, time) => [
      mailItemsAccessed(scene, presence, time, 'rest', 40, { isThrottled: true }),
    ]),
    ...repeat(1, people, (presence, time) => [openAsDelegate(scene, presence, time, people)]),
  ];
}

/** A link for anyone, and those who follow it. */
function shareWithAnyone(scene: Scene, presence: Presence, time: number): readonly AuditEvent[] {
  const { random } = scene;
  const site = departmentSite(random.pick(departments));
  const fileNumber = random.integer(1, 40);
  return [
    anonymousLinkCreated(scene, presence, time, site, fileNumber),
    ...Array.from({ length: random.integer(1, 4) }, () =>
      linkUsed(scene, time + Math.floor(random.next() * hourMs), site, fileNumber, random.pick(readerIps)),
    ),
  ];
}

function linkUsed(scene: Scene, time: number, site: Site, fileNumber: number, ip: string): AuditEvent {
  const file = siteFile(site, fileNumber);
  return auditEvent(
    scene,
    time,
    {
      Operation: 'AnonymousLinkUsed',
      RecordType: 14,
      Workload: 'SharePoint',
      UserId: 'anonymous',
      UserKey: 'anonymous',
    },
    {
      ClientIP: ip,
      CorrelationId: scene.random.guid(),
      EventSource: 'SharePoint',
      ItemType: 'File',
      ObjectId: `${site.url}/${file.folder}/${file.name}`,
      Site: site.siteId,
      SiteUrl: `${site.url}/`,
      SourceFileExtension: file.extension,
      SourceFileName: file.name,
      SourceRelativeUrl: file.folder,
      UserAgent: '',
      WebId: site.webId,
    },
  );
}

/** Someone is away, and a colleague of the same department looks after the mailbox. */
function openAsDelegate(scene: Scene, presence: Presence, time: number, people: readonly Person[]): AuditEvent {
  const { person } = presence;
  const colleagues = people.filter(({ upn, department }) => department === person.department && upn !== person.upn);
  return mailItemsAccessed(scene, presence, time, 'outlook', 3, { owner: scene.random.pick(colleagues) });
}

/** Someone is away, and a colleague gets the mail. */
function forwardMailbox(scene: Scene, admin: Presence, time: number, people: readonly Person[]): AuditEvent {
  const absent = scene.random.pick(people);
  return personCmdlet(scene, admin, time, {
    name: 'Set-Mailbox',
    object: absent.name,
    parameters: {
      Identity: absent.upn,
      ForwardingSmtpAddress: `smtp:${scene.random.pick(people).upn}`,
      DeliverToMailboxAndForward: 'True',
    },
  });
}
