import { dayMs, hourMs } from '../../core/api/contentWindow';
import type { AuditEvent, Presence, Scene } from './auditRecord';
import { departmentSite, departments, personalSite, type Department, type Site } from './company';
import { dlpRules, fileMatch, mailMatch } from './dlp';
import { personCmdlet } from './exchangeAdmin';
import { copilotInteraction, flowEdited, reportViewed, undocumentedActivity } from './general';
import {
  folderSynchronized,
  itemChange,
  mailItemsAccessed,
  removeItems,
  send,
  someRemoval,
  type MailClient,
} from './mailbox';
import type { Person } from './people';
import type { Random } from './random';
import { fileOperation, fileShared, pageViewed, type FileOperation } from './sharePoint';
import { signIn, signInErrors } from './signIns';
import { memberAdded, teamsActivity, teamsSession } from './teams';

/** A person on one day. */
interface Workday {
  readonly presence: Presence;
  readonly client: MailClient;
  /** Where they work with files, their own site among them. */
  readonly sites: readonly Site[];
  readonly colleagues: readonly Person[];
}

/** Something that people do so many times on a working day. Below 1, on so many of the days. */
interface Habit {
  readonly perDay: number;
  readonly of?: readonly Department[];
  readonly record: (scene: Scene, workday: Workday, time: number) => AuditEvent;
}

const fileOperations: readonly FileOperation[] = [
  'FileAccessed',
  'FileAccessed',
  'FileAccessed',
  'FileModified',
  'FileModified',
  'FilePreviewed',
  'FileDownloaded',
  'FileUploaded',
  'FileSyncDownloadedFull',
];

const habits: readonly Habit[] = [
  { perDay: 4, record: (scene, { presence }, time) => signIn(scene, presence, time) },
  { perDay: 0.25, record: (scene, { presence }, time) => signIn(scene, presence, time, signInErrors.wrongPassword) },
  { perDay: 0.3, record: (scene, { presence }, time) => signIn(scene, presence, time, signInErrors.keepMeSignedIn) },
  {
    perDay: 6,
    record: (scene, { presence, client }, time) =>
      mailItemsAccessed(scene, presence, time, client, scene.random.integer(1, 6)),
  },
  { perDay: 1.5, record: (scene, { presence }, time) => folderSynchronized(scene, presence, time, 'outlook') },
  { perDay: 3.5, record: (scene, { presence, client }, time) => send(scene, presence, time, client) },
  { perDay: 1, record: (scene, { presence, client }, time) => itemChange(scene, presence, time, client, 'Create') },
  { perDay: 1, record: (scene, { presence, client }, time) => itemChange(scene, presence, time, client, 'Update') },
  {
    perDay: 1.5,
    record: (scene, { presence, client }, time) => removeItems(scene, presence, time, client, someRemoval(scene)),
  },
  { perDay: 12, record: workOnFile },
  {
    perDay: 2,
    record: (scene, { presence, sites }, time) => pageViewed(scene, presence, time, scene.random.pick(sites)),
  },
  { perDay: 0.3, record: shareFile },
  { perDay: 1, record: (scene, { presence }, time) => teamsSession(scene, presence, time) },
  { perDay: 3, record: (scene, { presence }, time) => teamsActivity(scene, presence, time) },
  {
    perDay: 0.03,
    record: (scene, { presence, colleagues }, time) =>
      memberAdded(scene, presence, time, scene.random.pick(colleagues)),
  },
  {
    perDay: 1.5,
    of: ['Finance', 'Sales', 'Operations', 'Management'],
    record: (scene, { presence }, time) => reportViewed(scene, presence, time),
  },
  { perDay: 0.4, record: (scene, { presence }, time) => copilotInteraction(scene, presence, time) },
  {
    perDay: 0.2,
    of: ['Operations', 'IT', 'People'],
    record: (scene, { presence }, time) => flowEdited(scene, presence, time),
  },
  {
    perDay: 0.1,
    of: ['Engineering'],
    record: (scene, { presence }, time) => undocumentedActivity(scene, presence, time),
  },
  { perDay: 0.02, record: sortNewsletters },
  { perDay: 0.3, of: ['Finance'], record: mentionCard },
  {
    perDay: 0.15,
    of: ['Finance', 'Sales'],
    record: (scene, { presence, sites }, time) =>
      fileMatch(
        scene,
        presence,
        time,
        dlpRules.cards,
        sites[0] ?? scene.random.pick(sites),
        scene.random.integer(1, 40),
      ),
  },
];

/** The share of a working day's activity that people have on a weekend, and how many of them have any. */
const weekendActivity = 0.3;
const weekendWorkers = 0.15;

/** The hours of a working day, local, the busy ones more often. */
const workingHours = [
  8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 11, 11, 11, 12, 13, 13, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17, 18,
];
const eveningHours = [19, 20, 21, 22];

/** What a person does on a day: between 06:00 and 23:00 of the local time. */
export function workdayEvents(
  scene: Scene,
  person: Person,
  colleagues: readonly Person[],
  day: number,
): readonly AuditEvent[] {
  const { random } = scene;
  const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
  // Some are on holiday or ill.
  if (!random.chance(isWeekend ? weekendWorkers : 0.93)) {
    return [];
  }
  const workday: Workday = {
    presence: presenceOf(scene, person, isWeekend),
    client: random.pick<MailClient>(['outlook', 'outlook', 'web', 'rest']),
    sites: sitesOf(random, person),
    colleagues,
  };
  const share = isWeekend ? weekendActivity : 1;
  return habits
    .filter(({ of }) => of?.includes(person.department) ?? true)
    .flatMap(({ perDay, record }) =>
      Array.from({ length: timesToday(random, perDay * share) }, () =>
        record(scene, workday, workingTime(random, person, day)),
      ),
    );
}

function presenceOf({ random }: Scene, person: Person, isWeekend: boolean): Presence {
  const atOffice = !isWeekend && random.chance(0.6);
  const away = random.chance(0.2) ? person.mobileIp : person.homeIp;
  return {
    person,
    ip: atOffice ? person.office.ip : away,
    userAgent: person.userAgent,
    sessionId: random.guid(),
  };
}

function sitesOf(random: Random, person: Person): readonly Site[] {
  const own = departmentSite(person.department);
  return [own, own, personalSite(person.upn, person.department), departmentSite(random.pick(departments))];
}

/** From half to one and a half times the mean, whole. */
function timesToday(random: Random, mean: number): number {
  return Math.floor(mean * (0.5 + random.next()) + random.next());
}

function workingTime(random: Random, person: Person, day: number): number {
  const hour = random.pick(random.chance(0.05) ? eveningHours : workingHours);
  const local = day + (hour + random.next()) * hourMs;
  return Math.floor(Math.max(local - person.office.utcOffset * hourMs, day));
}

function workOnFile(scene: Scene, { presence, sites }: Workday, time: number): AuditEvent {
  const { random } = scene;
  const site = random.pick(sites);
  // People come back to the same few files.
  const number = random.chance(0.7) ? random.integer(1, 40) : random.integer(1, site.fileCount);
  return fileOperation(scene, presence, time, random.pick(fileOperations), site, number);
}

function shareFile(scene: Scene, { presence, sites, colleagues }: Workday, time: number): AuditEvent {
  const { random } = scene;
  const withWhom = random.chance(0.85) ? random.pick(colleagues).upn : 'partner@brightwell-labs.example';
  return fileShared(scene, presence, time, random.pick(sites), random.integer(1, 40), withWhom);
}

/** A harmless inbox rule. */
function sortNewsletters(scene: Scene, { presence }: Workday, time: number): AuditEvent {
  return personCmdlet(scene, presence, time, {
    name: 'New-InboxRule',
    object: presence.person.name,
    parameters: {
      Name: scene.random.pick(['Newsletters', 'Build results', 'Travel']),
      SubjectContainsWords: scene.random.pick(['newsletter', '[build]', 'itinerary']),
      MoveToFolder: 'Reading',
      StopProcessingRules: 'False',
    },
  });
}

/** A harmless match: one card number, to a colleague. */
function mentionCard(scene: Scene, { presence, colleagues }: Workday, time: number): AuditEvent {
  return mailMatch(scene, presence, time, dlpRules.cards, {
    subject: 'Card for the travel booking',
    to: [scene.random.pick(colleagues).upn],
    matches: 1,
  });
}

/** The last moment that a day's plan reaches, after its start: 23:00 in the westernmost office. */
export const longestWorkdayMs = dayMs + 4 * hourMs;
