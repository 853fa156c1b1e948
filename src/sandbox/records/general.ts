import { auditEvent, formatCreationTime, type AuditEvent, type Presence, type Scene } from './auditRecord';
import { company } from './company';

/** A report that was opened in Power BI: RecordType 20 (PowerBIAudit). */
export function reportViewed(scene: Scene, presence: Presence, time: number): AuditEvent {
  const { person, ip, userAgent } = presence;
  const { random } = scene;
  const report = random.pick(['Order intake', 'Stock turnover', 'Cash position', 'Yield by line']);
  return auditEvent(
    scene,
    time,
    { Operation: 'ViewReport', RecordType: 20, Workload: 'PowerBI', UserId: person.upn, UserKey: person.puid },
    {
      ClientIP: ip,
      UserAgent: userAgent,
      Activity: 'ViewReport',
      ItemName: report,
      ReportName: report,
      DatasetName: report,
      WorkSpaceName: `${person.department} reports`,
      ReportId: random.guid(),
      RequestId: random.guid(),
      IsSuccess: true,
    },
  );
}

/** A flow that was changed: RecordType 30 (MicrosoftFlow). */
export function flowEdited(scene: Scene, presence: Presence, time: number): AuditEvent {
  const { person, ip } = presence;
  return auditEvent(
    scene,
    time,
    { Operation: 'EditFlow', RecordType: 30, Workload: 'MicrosoftFlow', UserId: person.upn, UserKey: person.objectId },
    {
      ClientIP: ip,
      FlowDetailsUrl: `https://flows.${company.domain}/${scene.random.guid()}/details`,
      LicenseDisplayName: 'Microsoft Power Automate Free',
      SharingPermission: 1,
    },
  );
}

/** A question to Copilot: RecordType 261 (CopilotInteraction). */
export function copilotInteraction(scene: Scene, presence: Presence, time: number): AuditEvent {
  const { person, ip } = presence;
  const { random } = scene;
  return auditEvent(
    scene,
    time,
    { Operation: 'CopilotInteraction', RecordType: 261, Workload: 'Copilot', UserId: person.upn, UserKey: person.puid },
    {
      ClientIP: ip,
      CopilotEventData: {
        AppHost: random.pick(['Word', 'Teams', 'Outlook', 'BizChat']),
        ThreadId: `19:${random.hex(24)}@thread.v2`,
        Messages: [
          { Id: String(time), isPrompt: true },
          { Id: String(time + 1), isPrompt: false },
        ],
        AccessedResources: [],
      },
    },
  );
}

/** A record of a type that no document lists: the number and the workload are made up, and clients must show it all the same. */
export function undocumentedActivity(scene: Scene, presence: Presence, time: number): AuditEvent {
  const { person, ip } = presence;
  return auditEvent(
    scene,
    time,
    {
      Operation: 'SensorTwinOpened',
      RecordType: 9471,
      Workload: 'DigitalTwinHub',
      UserId: person.upn,
      UserKey: person.objectId,
    },
    { ClientIP: ip, TwinModel: { Name: 'Flow meter', Revision: scene.random.integer(1, 9) } },
  );
}

/** A cmdlet of Security & Compliance: RecordType 18. Its Parameters are one text, unlike Exchange's. */
export function complianceCmdlet(scene: Scene, presence: Presence, time: number): AuditEvent {
  const { person, ip } = presence;
  const { random } = scene;
  const operation = random.pick(['Get-DlpCompliancePolicy', 'Get-RetentionCompliancePolicy', 'Get-ComplianceTag']);
  return auditEvent(
    scene,
    time,
    {
      Operation: operation,
      RecordType: 18,
      Workload: 'SecurityComplianceCenter',
      UserId: person.upn,
      UserKey: person.puid,
      UserType: 2,
    },
    {
      ResultStatus: 'Success',
      ClientIP: ip,
      ObjectId: '',
      SecurityComplianceCenterEventType: 0,
      ClientApplication: 'EMC',
      CmdletVersion: '16.0',
      EffectiveOrganization: company.domain,
      NonPIIParameters: '-Identity "<SNIP-PII>"',
      Parameters: '-Identity "Default"',
      StartTime: formatCreationTime(time),
      UserServicePlan: '',
    },
  );
}

export interface Alert {
  readonly name: string;
  readonly category: 'ThreatManagement' | 'DataLossPrevention';
  readonly severity: 'Informational' | 'Low' | 'Medium' | 'High';
  /** The operation that raised it, and the user who did it. */
  readonly operation: string;
  readonly user: string;
}

/** An alert: RecordType 40 (SecurityComplianceAlerts). What it is about is JSON within Data. */
export function alertTriggered(scene: Scene, time: number, alert: Alert): AuditEvent {
  const { random, organizationId } = scene;
  const alertId = random.guid();
  return auditEvent(
    scene,
    time,
    {
      Operation: 'AlertTriggered',
      RecordType: 40,
      Workload: 'SecurityComplianceCenter',
      UserId: 'SecurityComplianceAlerts',
      UserKey: 'SecurityComplianceAlerts',
      UserType: 4,
    },
    {
      ResultStatus: 'Succeeded',
      ObjectId: alertId,
      AlertId: alertId,
      AlertLinks: [{ AlertLinkHref: '' }],
      AlertType: 'System',
      Category: alert.category,
      Comments: 'New alert',
      Data: JSON.stringify({ f3u: alert.user, op: alert.operation, tid: organizationId, an: alert.name }),
      Name: alert.name,
      PolicyId: random.guid(),
      Severity: alert.severity,
      Source: 'Office 365 Security & Compliance',
      Status: 'Active',
    },
  );
}

export interface SuspiciousMail {
  readonly sender: string;
  readonly senderIp: string;
  readonly recipient: string;
  readonly subject: string;
  readonly verdict: 'Phish' | 'Spam';
  readonly action: 'Quarantine' | 'MoveToJmf' | 'NoAction';
}

/** A mail that Defender looked at: RecordType 28 (ThreatIntelligence). */
export function suspiciousMail(scene: Scene, time: number, mail: SuspiciousMail): AuditEvent {
  const { random } = scene;
  const networkMessageId = random.guid();
  return auditEvent(
    scene,
    time,
    {
      Operation: 'TIMailData',
      RecordType: 28,
      Workload: 'ThreatIntelligence',
      UserId: 'ThreatIntel',
      UserKey: 'ThreatIntel',
      UserType: 4,
    },
    {
      ObjectId: networkMessageId,
      NetworkMessageId: networkMessageId,
      InternetMessageId: `<${random.hex(20)}@${mail.sender.slice(mail.sender.indexOf('@') + 1)}>`,
      MessageTime: formatCreationTime(time - 60_000),
      DetectionMethod: mail.verdict === 'Phish' ? 'Advanced filter' : 'Bulk',
      DetectionType: 'Inline',
      P1Sender: mail.sender,
      P2Sender: mail.sender,
      Policy: mail.verdict,
      PolicyAction: mail.action,
      Recipients: [mail.recipient],
      SenderIp: mail.senderIp,
      Subject: mail.subject,
      Verdict: mail.verdict,
      AttachmentData: [],
    },
  );
}
