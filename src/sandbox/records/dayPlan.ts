import { hourMs } from '../../core/api/contentWindow';
import { anyTime, type AuditEvent, type Presence, type Scene } from './auditRecord';
import { departmentSite, departments } from './company';
import { directoryChange, serviceDirectoryChange, userTarget } from './directory';
import { personCmdlet, serviceCmdlet } from './exchangeAdmin';
import { complianceCmdlet, suspiciousMail } from './general';
import { send } from './mailbox';
import { ordinaryMatches } from './ordinaryMatches';
import { listPeople, type Person } from './people';
import { Random } from './random';
import { rareEvents } from './rareEvents';
import { listUpdatedByService } from './sharePoint';
import { signIn, signInErrors, unknownAccountSignIn } from './signIns';
import { workdayEvents } from './workday';

/** Addresses that guess passwords all the time, as everywhere. They never get in. */
const guessingIps = ['203.0.113.9', '203.0.113.21', '203.0.113.140', '203.0.113.201'];

/** Plans the ordinary days of the company: each follows from the seed and its date alone. */
export class DayPlan {
  private readonly people = listPeople();
  private readonly administrators = this.people.filter(({ department }) => department === 'IT');

  constructor(
    private readonly seed: number,
    private readonly organizationId: string,
  ) {}

  /** @param day midnight, UTC. Events lie from there to `longestWorkdayMs` after. */
  eventsOf(day: number): readonly AuditEvent[] {
    const sceneOf = (actor: string): Scene => ({
      organizationId: this.organizationId,
      random: new Random('day', this.seed, day, actor),
    });
    return [
      ...this.people.flatMap((person) => workdayEvents(sceneOf(person.upn), person, this.people, day)),
      ...this.serviceEvents(sceneOf('service'), day),
      ...this.administratorEvents(sceneOf('administrators'), day),
      ...this.guesses(sceneOf('guesses'), day),
      ...rareEvents(sceneOf('rare'), this.people, day),
      ...ordinaryMatches(sceneOf('matches'), this.people, day),
    ];
  }

  private serviceEvents(scene: Scene, day: number): readonly AuditEvent[] {
    const { random } = scene;
    const repeat = (count: number, make: (time: number) => AuditEvent): readonly AuditEvent[] =>
      Array.from({ length: count }, () => make(anyTime(random, day)));
    return [
      ...repeat(24, (time) =>
        serviceCmdlet(scene, time, {
          name: random.pick([
            'Set-MailboxPlan',
            'Set-TransportConfig',
            'Set-ExchangeAssistanceConfig',
            'Set-OwaMailboxPolicy',
          ]),
          object: 'Default',
          parameters: { Identity: 'Default', DomainController: '' },
        }),
      ),
      ...repeat(20, (time) => listUpdatedByService(scene, time, departmentSite(random.pick(departments)))),
      ...repeat(10, (time) =>
        serviceDirectoryChange(scene, time, 'Update user.', userTarget(random.pick(this.people)), {
          'TargetId.UserType': ['', 'Member'],
        }),
      ),
      ...repeat(6, (time) =>
        suspiciousMail(scene, time, {
          sender: `offers@${random.pick(['bargain-harbour.example', 'prize-desk.example'])}`,
          senderIp: random.pick(guessingIps),
          recipient: random.pick(this.people).upn,
          subject: random.pick(['You have won', 'Last chance: 80 % off', 'Your parcel is waiting']),
          verdict: 'Spam',
          action: 'MoveToJmf',
        }),
      ),
      // A scanner that mails what it scans, every hour of the day.
      ...Array.from({ length: 24 }, (_, hour) => send(scene, scanner, day + hour * hourMs + 7_000, 'rest', 'Scan')),
    ];
  }

  private administratorEvents(scene: Scene, day: number): readonly AuditEvent[] {
    const { random } = scene;
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    const repeat = (count: number, make: (admin: Presence, time: number) => AuditEvent): readonly AuditEvent[] =>
      Array.from({ length: isWeekend ? 0 : count }, () => {
        const person = random.pick(this.administrators);
        const time = day + Math.floor((7 + 9 * random.next()) * hourMs);
        const admin: Presence = { person, ip: person.office.ip, userAgent: person.userAgent, sessionId: random.guid() };
        return make(admin, time);
      });
    return [
      ...repeat(5, (admin, time) => this.administerMailbox(scene, admin, time)),
      ...repeat(6, (admin, time) => this.administerDirectory(scene, admin, time)),
      ...repeat(4, (admin, time) => complianceCmdlet(scene, admin, time)),
      ...repeat(random.chance(0.4) ? 1 : 0, (admin, time) =>
        directoryChange(
          scene,
          admin,
          time,
          'Consent to application.',
          {
            objectId: '5a0e2c8d-6d0c-4a43-9b50-0a1b6c1d7e21',
            kind: 'ServicePrincipal',
            id: 'c0a9d9f4-2a57-4b0f-8e57-3f7f5b1e9d10',
            name: 'Shift Planner',
          },
          { 'ConsentContext.IsAdminConsent': ['', 'True'] },
        ),
      ),
    ];
  }

  private administerMailbox({ random, organizationId }: Scene, admin: Presence, time: number): AuditEvent {
    const { name, upn } = random.pick(this.people);
    const cmdlets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'Set-Mailbox': { Identity: upn, LitigationHoldEnabled: 'True' },
      'Add-MailboxPermission': { Identity: upn, User: random.pick(this.people).upn, AccessRights: 'FullAccess' },
      'Set-CASMailbox': { Identity: upn, ImapEnabled: 'False', PopEnabled: 'False' },
      'Set-MailboxAutoReplyConfiguration': { Identity: upn, AutoReplyState: 'Scheduled' },
    };
    const cmdlet = random.pick(Object.keys(cmdlets));
    return personCmdlet({ random, organizationId }, admin, time, {
      name: cmdlet,
      object: name,
      parameters: cmdlets[cmdlet] ?? {},
    });
  }

  private administerDirectory(scene: Scene, admin: Presence, time: number): AuditEvent {
    const { random } = scene;
    const person: Person = random.pick(this.people);
    const operation = random.pick([
      'Update user.',
      'Add member to group.',
      'Reset user password.',
      'Change user license.',
    ]);
    return directoryChange(scene, admin, time, operation, userTarget(person), {
      ...(operation === 'Add member to group.' ? { 'Group.DisplayName': ['', `${person.department} Team`] } : {}),
      ...(operation === 'Update user.' ? { JobTitle: ['', 'Specialist'] } : {}),
    });
  }

  private guesses(scene: Scene, day: number): readonly AuditEvent[] {
    const { random } = scene;
    return Array.from({ length: random.integer(15, 30) }, () => {
      const time = anyTime(random, day);
      const ip = random.pick(guessingIps);
      return random.chance(0.3)
        ? unknownAccountSignIn(scene, ip, time)
        : signIn(
            scene,
            { person: random.pick(this.people), ip, userAgent: 'BAV2ROPC', sessionId: random.guid() },
            time,
            random.chance(0.15) ? signInErrors.locked : signInErrors.wrongPassword,
          );
    });
  }
}

/** A service account: the scanner's. */
const scanner: Presence = {
  person: {
    name: 'svc-scanner',
    upn: 'svc-scanner@halvern.example',
    department: 'IT',
    office: { city: 'Porto', utcOffset: 0, ip: '192.0.2.10' },
    objectId: '0f6d5a37-93f1-4d2c-a8b1-5b7f42d3c011',
    puid: '1003200A5CA22E01',
    sid: 'S-1-5-21-1004336348-1177238915-682003330-19001',
    mailboxGuid: '5d8b8e43-1f5e-4c53-bd6a-9b9c0b1d2011',
    homeIp: '192.0.2.11',
    mobileIp: '192.0.2.11',
    userAgent: 'ScanStation/4.2',
  },
  ip: '192.0.2.11',
  userAgent: 'ScanStation/4.2',
  sessionId: '8f0f7a52-5c1e-4d7c-9a44-1c5f0d3e7011',
};
