import { hourMs } from '../../core/api/contentWindow';
import type { AuditEvent, Presence, Scene } from './auditRecord';
import { departmentSite } from './company';
import { dlpRules, fileMatch, mailMatch } from './dlp';
import type { Person } from './people';

const suppliers = ['orders@kestrel-parts.example', 'billing@brightwell-labs.example'];

/**
 * What data loss prevention matches on a working day without anything being wrong: bank accounts of a supplier or two, files of the
 * personnel. The mails of the story are among them.
 *
 * @param day midnight, UTC
 */
export function ordinaryMatches(scene: Scene, people: readonly Person[], day: number): readonly AuditEvent[] {
  const { random } = scene;
  if ([0, 6].includes(new Date(day).getUTCDay())) {
    return [];
  }
  const finance = people.filter(({ department }) => department === 'Finance');
  const repeat = (
    count: number,
    by: readonly Person[],
    make: (presence: Presence, time: number) => AuditEvent,
  ): readonly AuditEvent[] =>
    Array.from({ length: count }, () => {
      const person = random.pick(by);
      const time = day + Math.floor((8 + 8 * random.next()) * hourMs);
      return make({ person, ip: person.office.ip, userAgent: person.userAgent, sessionId: random.guid() }, time);
    });
  return [
    ...repeat(random.integer(1, 2), finance, (presence, time) =>
      mailMatch(scene, presence, time, dlpRules.fewBankAccounts, {
        subject: 'Remittance advice',
        to: [random.pick(suppliers)],
        matches: random.integer(1, 2),
      }),
    ),
    ...repeat(random.integer(0, 1), finance, (presence, time) =>
      mailMatch(scene, presence, time, dlpRules.swiftCodes, {
        subject: 'Wire details',
        to: [random.pick(suppliers)],
        matches: 1,
      }),
    ),
    ...repeat(random.integer(0, 2), people, (presence, time) => {
      const site = departmentSite(presence.person.department);
      return fileMatch(scene, presence, time, dlpRules.socialSecurity, site, random.integer(1, 40));
    }),
  ];
}
