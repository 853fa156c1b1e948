import { auditEvent, pairs, type AuditEvent, type Presence, type Scene } from './auditRecord';
import { apps } from './apps';
import { company } from './company';

export type CmdletParameters = Readonly<Record<string, string>>;

export interface Cmdlet {
  readonly name: string;
  /** What it changed: the last part of the object's path in Exchange's directory. */
  readonly object: string;
  readonly parameters: CmdletParameters;
}

const exchangeServer = 'DB9P190MB1142 (15.20.9228.010)';

/** A cmdlet that a person ran, or that Outlook on the web ran for one: RecordType 1 (ExchangeAdmin). */
export function personCmdlet(scene: Scene, presence: Presence, time: number, cmdlet: Cmdlet): AuditEvent {
  const { person, ip, sessionId } = presence;
  return auditEvent(
    scene,
    time,
    {
      Operation: cmdlet.name,
      RecordType: 1,
      Workload: 'Exchange',
      UserId: person.upn,
      UserKey: person.puid,
      UserType: 2,
    },
    {
      ResultStatus: 'True',
      ClientIP: withPort(scene, ip),
      ObjectId: `${company.exchangePath}/${cmdlet.object}`,
      AppId: apps.exchange.id,
      ClientAppId: '',
      ExternalAccess: false,
      OrganizationName: company.domain,
      OriginatingServer: exchangeServer,
      Parameters: pairs(cmdlet.parameters),
      SessionId: sessionId,
    },
  );
}

/** A cmdlet of the service's own upkeep. */
export function serviceCmdlet(scene: Scene, time: number, cmdlet: Cmdlet): AuditEvent {
  const service = 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)';
  return auditEvent(
    scene,
    time,
    { Operation: cmdlet.name, RecordType: 1, Workload: 'Exchange', UserId: service, UserKey: service, UserType: 3 },
    {
      ResultStatus: 'True',
      ObjectId: `${company.exchangePath}/${cmdlet.object}`,
      AppId: '',
      ClientAppId: '',
      ExternalAccess: true,
      OrganizationName: company.domain,
      OriginatingServer: exchangeServer,
      Parameters: pairs(cmdlet.parameters),
    },
  );
}

/** Exchange writes the port behind the address, an IPv6 address in brackets. */
function withPort({ random }: Scene, ip: string): string {
  return `${ip.includes(':') ? `[${ip}]` : ip}:${random.integer(20_000, 65_000)}`;
}
