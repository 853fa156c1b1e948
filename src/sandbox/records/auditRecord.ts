import { dayMs } from '../../core/api/contentWindow';
import type { Person } from './people';
import type { Random } from './random';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type Fields = Readonly<Record<string, JsonValue>>;

/** A record, and when it happened in milliseconds since the epoch. */
export interface AuditEvent {
  readonly time: number;
  readonly record: Fields;
}

/** What makes records: the tenant they belong to, and the stream of random numbers that their details come from. */
export interface Scene {
  readonly organizationId: string;
  readonly random: Random;
}

/** A person at work: from which address, with what. */
export interface Presence {
  readonly person: Person;
  readonly ip: string;
  readonly userAgent: string;
  readonly sessionId: string;
}

/** The common fields that differ from record to record; see "Common schema" of the documents. */
export interface CommonFields {
  readonly Operation: string;
  readonly RecordType: number;
  readonly Workload: string;
  readonly UserId: string;
  readonly UserKey: string;
  /** 0 is a regular user. */
  readonly UserType?: number;
}

export function auditEvent(scene: Scene, time: number, common: CommonFields, details: Fields): AuditEvent {
  const { organizationId: OrganizationId, random } = scene;
  return {
    time,
    record: {
      CreationTime: formatCreationTime(time),
      Id: random.guid(),
      OrganizationId,
      UserType: 0,
      Version: 1,
      ...common,
      ...details,
    },
  };
}

/** UTC, without saying so. */
export function formatCreationTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}

/** A moment of a day in UTC, at random. */
export function anyTime(random: Random, day: number): number {
  return day + Math.floor(random.next() * dayMs);
}

/** The name and value pairs that many fields hold. */
export function pairs(values: Readonly<Record<string, JsonValue>>): readonly JsonValue[] {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}

/** What a user's token and session leave in records of SharePoint, Exchange and Teams. */
export function appAccessContext(scene: Scene, presence: Presence, ClientAppId: string): Fields {
  return {
    AADSessionId: presence.sessionId,
    ClientAppId,
    CorrelationId: scene.random.guid(),
    UniqueTokenId: scene.random.hex(22),
  };
}
