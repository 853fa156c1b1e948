import { hourMs, parseUtcTime } from '../../api/contentWindow';
import { quoted } from '../../powershell/translate/kqlText';
import { auditRecordsTable } from '../../schema/auditTables';

export type PivotSubject = 'user' | 'address' | 'session';

/** How far around the time of a row is looked, in milliseconds. */
const aroundMs = hourMs;

/** Fields that hold nothing else, and those that hold it among other things: as a property, with a port, in a list. */
const subjectFields: Readonly<
  Record<PivotSubject, { readonly whole: readonly string[]; readonly within: readonly string[] }>
> = {
  user: {
    whole: [
      'UserId',
      'UserKey',
      'ActorUserId',
      'MailboxOwnerUPN',
      'SendAsUserSmtp',
      'SendOnBehalfOfUserSmtp',
      'SourceUserId',
      'TargetUserId',
      'TargetUserOrGroupName',
      'Username',
    ],
    within: ['Actor', 'Target'],
  },
  address: {
    whole: [],
    within: ['ClientIP', 'ClientIPAddress', 'ActorIpAddress', 'ActorIP', 'SenderIp', 'UserIp'],
  },
  session: {
    whole: ['SessionId', 'AADSessionId'],
    within: ['AppAccessContext', 'DeviceProperties'],
  },
};

/** All fields that a pivot names. */
export const pivotFields: readonly string[] = Object.values(subjectFields).flatMap(({ whole, within }) => [
  ...whole,
  ...within,
]);

/**
 * All that a user, an address or a session did around a time, in the order of time. Case does not matter; an address is found with any
 * port.
 *
 * @param time of a row; without it, or where it is none, all times are looked at
 */
export function pivotQuery(subject: PivotSubject, value: string, time: string | undefined): string {
  const { whole, within } = subjectFields[subject];
  const literal = quoted(subject === 'address' ? withoutPort(value) : value);
  const conditions = [
    ...whole.map((field) => `${field} =~ ${literal}`),
    ...within.map((field) => `${field} has ${literal}`),
  ];
  const instant = time === undefined ? NaN : parseUtcTime(time);
  return [
    auditRecordsTable,
    ...(Number.isNaN(instant)
      ? []
      : [`| where CreationTime between (${datetime(instant - aroundMs)} .. ${datetime(instant + aroundMs)})`]),
    `| where ${conditions.join('\n    or ')}`,
    '| sort by CreationTime asc',
    '| project-reorder CreationTime, Workload, Operation, UserId, ClientIP, ObjectId',
  ].join('\n');
}

/** `203.0.113.7:50211` and `[2001:db8::7]:50211` without their ports. */
function withoutPort(address: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1] ?? address;
}

function datetime(instant: number): string {
  return `datetime(${new Date(instant).toISOString().replace(/\.000Z$/, 'Z')})`;
}
