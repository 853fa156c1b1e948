import type { Hunt } from './hunt';

/** Questions about changes in the directory, and across tables. */
export const directoryHunts: readonly Hunt[] = [
  {
    query: String.raw`
AuditLogs
| where OperationName =~ "Add member to role" and Result =~ "success"
| mv-expand TargetResources
| extend Target = tostring(TargetResources.userPrincipalName)
| mv-expand Property = TargetResources.modifiedProperties
| where tostring(Property.displayName) == "Role.DisplayName"
| extend Role = trim('"', tostring(parse_json(tostring(Property.newValue))[0]))
| extend InitiatingUser = tostring(InitiatedBy.user.userPrincipalName), IP = tostring(parse_json(tostring(InitiatedBy.user)).ipAddress)
| where Role contains "admin"
| project TimeGenerated, InitiatingUser, IP, Target, Role
`,
    columns: 'TimeGenerated InitiatingUser IP Target Role',
    rows: [['2026-06-15T06:00:00.0000000Z', 'admin@x.com', '198.51.100.7', 'cat@x.com', 'Global Administrator']],
  },
  {
    query: String.raw`
AuditLogs
| where OperationName has "Consent to application"
| extend Properties = TargetResources[0].modifiedProperties
| mv-apply Property = Properties on (where Property.displayName == "ConsentAction.Permissions" | project Permissions = tostring(Property.newValue))
| extend App = tostring(TargetResources[0].displayName)
| where Permissions has_any ("Mail.ReadWrite", "Files.ReadWrite.All")
| extend Actor = iff(isnotempty(InitiatedBy.user.userPrincipalName), tostring(InitiatedBy.user.userPrincipalName), tostring(InitiatedBy.app.displayName))
| project App, Actor, Scope = extract(@"Scope:\s*([^,\]]+)", 1, Permissions)
`,
    columns: 'App Actor Scope',
    rows: [['Mail Tool', 'cat@x.com', 'Mail.ReadWrite offline_access"']],
  },
  {
    query: String.raw`
union isfuzzy=true
(OfficeActivity | where Operation == "MailItemsAccessed" | project TimeGenerated, Actor = UserId, Action = Operation),
(SigninLogs | where ResultType == 0 | project TimeGenerated, Actor = UserPrincipalName, Action = "Signin"),
(AuditLogs | project TimeGenerated, Actor = tostring(InitiatedBy.user.userPrincipalName), Action = OperationName)
| where isnotempty(Actor)
| summarize Actions = make_set(Action) by Actor
| sort by Actor asc
`,
    columns: 'Actor Actions',
    rows: [
      ['admin@x.com', ['Add member to role']],
      ['bob@x.com', ['MailItemsAccessed']],
      ['cat@x.com', ['MailItemsAccessed', 'Consent to application']],
    ],
  },
  {
    query: String.raw`
search in (OfficeActivity, AuditLogs) "cat@x.com"
| summarize count() by $table
| sort by $table asc
`,
    columns: '$table count_',
    rows: [
      ['AuditLogs', 2],
      ['OfficeActivity', 7],
    ],
  },
  {
    query: String.raw`
find in (OfficeActivity, AuditLogs) where TimeGenerated > ago(1d) and Operation == "MemberAdded" project TimeGenerated, Operation, TeamName
`,
    columns: 'source_ TimeGenerated Operation TeamName',
    rows: [['OfficeActivity', '2026-06-15T07:00:00.0000000Z', 'MemberAdded', 'Budget']],
  },
  {
    query: String.raw`
AuditLogs
| extend Props = TargetResources[0].modifiedProperties
| mv-expand with_itemindex=i Props to typeof(dynamic)
| project CorrelationId, i, Name = tostring(Props.displayName)
| sort by CorrelationId asc, i asc
`,
    columns: 'CorrelationId i Name',
    rows: [
      ['c1', 0, 'Role.DisplayName'],
      ['c2', 0, 'ConsentContext.IsAdminConsent'],
      ['c2', 1, 'ConsentAction.Permissions'],
    ],
  },
  {
    query: String.raw`
AuditLogs
| evaluate bag_unpack(InitiatedBy)
| project CorrelationId, User = tostring(user.userPrincipalName), App = tostring(app.displayName)
| sort by CorrelationId asc
`,
    columns: 'CorrelationId User App',
    rows: [
      ['c1', 'admin@x.com', ''],
      ['c2', 'cat@x.com', ''],
      ['c3', '', 'Sync Service'],
    ],
  },
  {
    query: String.raw`
AuditLogs
| where Result == "failure"
| extend Actor = coalesce(tostring(InitiatedBy.user.userPrincipalName), tostring(InitiatedBy.app.displayName))
| extend Target = tostring(TargetResources[0]["userPrincipalName"])
| project OperationName, Actor, Target, Age = bin(now() - TimeGenerated, 1h)
`,
    columns: 'OperationName Actor Target Age',
    rows: [['Reset user password', 'Sync Service', 'bob@x.com', '3.06:00:00']],
  },
  {
    query: String.raw`
AuditLogs
| mv-expand T = TargetResources
| mv-expand P = T.modifiedProperties
| extend Name = tostring(P.displayName), New = tostring(parse_json(tostring(P.newValue))[0])
| summarize Changes = make_bag(bag_pack(Name, New)) by CorrelationId
| evaluate bag_unpack(Changes)
| sort by CorrelationId asc
`,
    columns: 'CorrelationId ConsentAction.Permissions ConsentContext.IsAdminConsent Role.DisplayName',
    rows: [
      ['c1', '', '', 'Global Administrator'],
      ['c2', 'Scope: Mail.ReadWrite offline_access', 'True', ''],
    ],
  },
  {
    query: String.raw`
// Admin granted a role to someone who then used another mailbox
AuditLogs
| where OperationName == "Add member to role"
| mv-expand TargetResources
| extend Grantee = tostring(TargetResources.userPrincipalName), Granted = TimeGenerated
| join kind=inner (
    OfficeActivity
    | where Operation == "MailItemsAccessed" and UserId != MailboxOwnerUPN
    | project Accessed = TimeGenerated, Grantee = UserId, MailboxOwnerUPN
) on Grantee
| where Accessed between (Granted .. (Granted + 6h))
| project Grantee, MailboxOwnerUPN, Delay = Accessed - Granted
`,
    columns: 'Grantee MailboxOwnerUPN Delay',
    rows: [['cat@x.com', 'bob@x.com', '03:00:00']],
  },
  {
    query: String.raw`
OfficeActivity
| project TimeGenerated, UserId, Operation
| where TimeGenerated > ago(1d)
| union (AuditLogs | where TimeGenerated > ago(1d) | project TimeGenerated, UserId = tostring(InitiatedBy.user.userPrincipalName), Operation = OperationName)
| where UserId == "cat@x.com"
| sort by TimeGenerated asc
| extend Minutes = datetime_diff("minute", TimeGenerated, prev(TimeGenerated))
| summarize Timeline = make_list(Operation), Longest = max(Minutes) by UserId
`,
    columns: 'UserId Timeline Longest',
    rows: [
      [
        'cat@x.com',
        [
          'Consent to application',
          'MailItemsAccessed',
          'FileDownloaded',
          'FileDownloaded',
          'FileDownloaded',
          'FileDownloaded',
          'FileDeleted',
        ],
        170,
      ],
    ],
  },
];
