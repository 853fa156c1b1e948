/** What of the archive answers for a table of Microsoft Sentinel or Defender XDR that is not here. */
const instead: readonly (readonly [words: string, tables: readonly string[]])[] = [
  [
    'Sign-ins are in AuditAzureActiveDirectory: where Operation in ("UserLoggedIn", "UserLoginFailed").',
    [
      'SigninLogs',
      'AADNonInteractiveUserSignInLogs',
      'EntraIdSignInEvents',
      'AADSignInEventsBeta',
      'IdentityLogonEvents',
    ],
  ],
  [
    'Changes of the directory are in AuditAzureActiveDirectory: OperationName is Operation, TargetResources is Target, and modifiedProperties is ModifiedProperties.',
    ['AuditLogs', 'IdentityDirectoryEvents'],
  ],
  [
    'The same records are in AuditRecords: ActionType is Operation, Timestamp is CreationTime, AccountObjectId is UserKey, IPAddress is ClientIP, and RawEventData is Record.',
    ['CloudAppEvents', 'McasShadowItReporting'],
  ],
  [
    'What Defender for Office 365 saw of messages is in AuditGeneral: where Workload == "ThreatIntelligence".',
    ['EmailEvents', 'EmailAttachmentInfo', 'EmailUrlInfo', 'EmailPostDeliveryEvents', 'UrlClickEvents'],
  ],
  [
    'Messages of Teams are in AuditGeneral: where Workload == "MicrosoftTeams".',
    ['MessageEvents', 'MessageUrlInfo', 'MessagePostDeliveryEvents'],
  ],
  [
    'Alerts are in AuditGeneral: where Operation in ("AlertTriggered", "AlertEntityGenerated", "AlertUpdated").',
    ['SecurityAlert', 'SecurityIncident', 'AlertInfo', 'AlertEvidence'],
  ],
  [
    'Sensitivity labels are in AuditGeneral: where Operation has "SensitivityLabel".',
    ['MicrosoftPurviewInformationProtection', 'InformationProtectionLogs_CL'],
  ],
  ['All records are in AuditRecords.', ['UnifiedAuditLog', 'AuditLog', 'AuditData', 'Office365']],
  ['Its records are in AuditGeneral: where Workload == "PowerBI".', ['PowerBIActivity']],
  [
    'Its records are in AuditGeneral: "AuditGeneral | distinct Workload" lists what there is.',
    ['CopilotActivity', 'Dynamics365Activity', 'PowerAppsActivity', 'PowerPlatformAdminActivity', 'ProjectActivity'],
  ],
];

const insteadByTable: ReadonlyMap<string, string> = new Map(
  instead.flatMap(([words, tables]) => tables.map((table) => [table, words] as const)),
);

/** Other tables of Sentinel and Defender XDR that published queries read beside those of Microsoft 365, by how their names begin. */
const unrelatedTables =
  /^(?:AAD\w+|Alert|Anomalies|AWS\w*|AppDependencies|AppRequests|AppTraces|AzureActivity|AzureDiagnostics|AzureMetrics|Behavior\w+|Campaign\w+|Cloud\w+Events|CommonSecurityLog|ConfigurationData|DataverseActivity|Device\w+|Disruption\w+|DnsEvents|EntraId\w+|Event|Exposure\w+|GCP\w*|GitHub\w*|GraphAPIAuditEvents|Heartbeat|HuntingBookmark|Identity\w+|LAQueryLogs|MicrosoftGraphActivityLogs|NetworkAccessTraffic|OAuthAppInfo|Okta\w*|Perf|Security\w+|Sentinel\w+|StorageBlobLogs|Syslog|ThreatIntel\w+|Usage|UserAccessAnalytics|UserPeerAnalytics|VMConnection|W3CIISLog|Watchlist|Windows\w+|\w+_CL)$/;

/** The parsers of Sentinel's information model. */
const modelParsers = /^(?:_?Im_?|_?ASim_?|vim)[A-Z]\w+$/i;

/**
 * What to do about a table that the archive does not have, where the name is one of Sentinel's or Defender's; undefined for any other
 * name, which is likelier a slip.
 */
export function insteadOfTable(name: string): string | undefined {
  const known = insteadByTable.get(name);
  if (known !== undefined) {
    return `The archive holds audit records of Microsoft 365. ${known}`;
  }
  if (modelParsers.test(name)) {
    return 'It is a parser of the tables that a Sentinel workspace has: read OfficeActivity or AuditRecords.';
  }
  return unrelatedTables.test(name)
    ? 'The archive holds audit records of Microsoft 365, and nothing like it: leave it out, or write "union isfuzzy=true", which leaves out tables that are not there.'
    : undefined;
}
