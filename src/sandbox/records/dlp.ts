import {
  auditEvent,
  formatCreationTime,
  type AuditEvent,
  type CommonFields,
  type Fields,
  type Presence,
  type Scene,
} from './auditRecord';
import { siteFile, type Site } from './company';
import { Random } from './random';

/** A sensitive information type, and the invented rule that looks for it. */
export interface DlpRule {
  readonly policy: string;
  readonly rule: string;
  readonly severity: 'Low' | 'Medium' | 'High';
  readonly typeId: string;
  readonly typeName: string;
  readonly action: 'NotifyUser' | 'BlockAccess';
}

export const dlpRules = {
  cards: {
    policy: 'Payment data',
    rule: 'Card numbers, few',
    severity: 'Low',
    typeId: '50842eb7-edc8-4019-85dd-5a5c1f2bb085',
    typeName: 'Credit Card Number',
    action: 'NotifyUser',
  },
  bankAccounts: {
    policy: 'Payment data',
    rule: 'Bank accounts to outside recipients',
    severity: 'High',
    typeId: 'e7dc4711-11b7-4cb0-b88b-2c394a771f0e',
    typeName: 'International Banking Account Number (IBAN)',
    action: 'BlockAccess',
  },
  fewBankAccounts: {
    policy: 'Payment data',
    rule: 'Bank accounts to outside recipients, fewer than 10',
    severity: 'Medium',
    typeId: 'e7dc4711-11b7-4cb0-b88b-2c394a771f0e',
    typeName: 'International Banking Account Number (IBAN)',
    action: 'NotifyUser',
  },
  swiftCodes: {
    policy: 'Payment data',
    rule: 'SWIFT codes to outside recipients',
    severity: 'Low',
    typeId: 'cb2ab58c-9cb8-4c81-baf8-a4e106791df4',
    typeName: 'SWIFT Code',
    action: 'NotifyUser',
  },
  socialSecurity: {
    policy: 'Personal data',
    rule: 'Social security numbers in files',
    severity: 'Medium',
    typeId: 'a44669fe-0d48-453d-a9b1-2cc83f2cba77',
    typeName: 'U.S. Social Security Number (SSN)',
    action: 'NotifyUser',
  },
} as const satisfies Readonly<Record<string, DlpRule>>;

export interface OutgoingMail {
  readonly subject: string;
  readonly to: readonly string[];
  readonly matches: number;
}

/** A mail that a rule matched: RecordType 13 (ComplianceDLPExchange). */
export function mailMatch(
  scene: Scene,
  presence: Presence,
  time: number,
  rule: DlpRule,
  mail: OutgoingMail,
): AuditEvent {
  const { person } = presence;
  const messageId = `<${scene.random.hex(20).toUpperCase()}@mail.halvern.example>`;
  return match(scene, time, { RecordType: 13, Workload: 'Exchange', UserId: person.upn }, rule, mail.matches, {
    ObjectId: messageId,
    ExchangeMetaData: {
      MessageID: messageId,
      From: person.upn,
      To: mail.to,
      CC: [],
      BCC: [],
      Subject: mail.subject,
      Sent: formatCreationTime(time),
      RecipientCount: mail.to.length,
    },
  });
}

/** A file that a rule matched: RecordType 11 (ComplianceDLPSharePoint). */
export function fileMatch(
  scene: Scene,
  presence: Presence,
  time: number,
  rule: DlpRule,
  site: Site,
  fileNumber: number,
): AuditEvent {
  const { person } = presence;
  const file = siteFile(site, fileNumber);
  const path = `${site.url}/${file.folder}/${file.name}`;
  return match(scene, time, { RecordType: 11, Workload: 'SharePoint', UserId: person.upn }, rule, 1, {
    ObjectId: path,
    SharePointMetaData: {
      From: person.upn,
      itemCreationTime: formatCreationTime(time),
      SiteCollectionGuid: site.siteId,
      SiteCollectionUrl: site.url,
      FileName: file.name,
      FileOwner: person.name,
      FilePathUrl: path,
      DocumentLastModifier: person.name,
      DocumentSharer: '',
      UniqueId: file.uniqueId,
      LastModifiedTime: formatCreationTime(time),
      IsViewableByExternalUsers: false,
    },
  });
}

function match(
  scene: Scene,
  time: number,
  common: Pick<CommonFields, 'RecordType' | 'Workload' | 'UserId'>,
  rule: DlpRule,
  count: number,
  details: Fields,
): AuditEvent {
  return auditEvent(
    scene,
    time,
    { Operation: 'DlpRuleMatch', UserKey: 'DlpAgent', UserType: 4, ...common },
    {
      IncidentId: scene.random.guid(),
      SensitiveInfoDetectionIsIncluded: false,
      PolicyDetails: [
        {
          PolicyId: new Random('policy', rule.policy).guid(),
          PolicyName: rule.policy,
          Rules: [
            {
              RuleId: new Random('rule', rule.rule).guid(),
              RuleName: rule.rule,
              RuleMode: 'Enable',
              Severity: rule.severity,
              Actions: [rule.action],
              ManagementRuleId: new Random('rule', rule.rule).guid(),
              ConditionsMatched: {
                SensitiveInformation: [
                  {
                    SensitiveType: rule.typeId,
                    SensitiveInformationTypeName: rule.typeName,
                    Confidence: 85,
                    Count: count,
                    UniqueCount: count,
                    Location: 'Message Body',
                    SensitiveInformationDetailedClassificationAttributes: [
                      { Confidence: 85, Count: count, IsMatch: true },
                    ],
                  },
                ],
              },
            },
          ],
        },
      ],
      ...details,
    },
  );
}
