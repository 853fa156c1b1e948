import type { Hunt } from './hunt';

/** Questions about mailboxes, teams and all activity. */
export const mailboxesHunts: readonly Hunt[] = [
  {
    query: String.raw`
OfficeActivity
| where TimeGenerated > ago(1d)
| where OfficeWorkload =~ "exchange" and Operation in~ ("New-InboxRule", "Set-InboxRule")
| extend Rule = parse_json(Parameters)
| mv-expand Rule
| extend Name = tostring(Rule.Name), Value = tostring(Rule.Value)
| where Name =~ "SubjectOrBodyContainsWords" and Value has_any ("invoice", "wire")
| project TimeGenerated, UserId, Value
`,
    columns: 'TimeGenerated UserId Value',
    rows: [['2026-06-15T08:00:00.0000000Z', 'ann@x.com', 'invoice;payment']],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation == "New-InboxRule"
| extend Details = todynamic(Parameters)
| mv-apply Detail = Details on (summarize Bag = make_bag(bag_pack(tostring(Detail.Name), tostring(Detail.Value))))
| extend Words = tostring(Bag.SubjectOrBodyContainsWords), Deletes = tobool(Bag.DeleteMessage)
| project UserId, Words, Deletes
`,
    columns: 'UserId Words Deletes',
    rows: [['ann@x.com', 'invoice;payment', true]],
  },
  {
    query: String.raw`
let timeframe = 1d;
OfficeActivity
| where TimeGenerated >= ago(timeframe)
| where Operation == "Set-Mailbox" and Parameters has "ForwardingSmtpAddress"
| extend parsed = parse_json(Parameters)
| extend fwdingDestination_initial = (iif(Parameters contains "ForwardingSmtpAddress", tostring(parsed[1].Value), ""))
| where isnotempty(fwdingDestination_initial)
| extend fwdingDestination = iff(fwdingDestination_initial has "smtp", (split(fwdingDestination_initial, ":")[1]), fwdingDestination_initial)
| parse fwdingDestination with * '@' ForwardedtoDomain
| parse UserId with *'@' UserDomain
| extend subDomain = ((split(strcat(tostring(split(UserDomain, '.')[-2]), '.', tostring(split(UserDomain, '.')[-1])), '.'))[0])
| where ForwardedtoDomain !contains subDomain
| extend Result = iff(ForwardedtoDomain != UserDomain, "Mailbox rule created to forward to External Domain", "Forward rule for Internal domain")
| extend ClientIPAddress = case(ClientIP has ".", tostring(split(ClientIP, ":")[0]), ClientIP has "[", tostring(trim_start(@'[[]', tostring(split(ClientIP, "]")[0]))), ClientIP)
| project TimeGenerated, UserId, UserDomain, subDomain, Operation, ForwardedtoDomain, ClientIPAddress, Result
`,
    columns: 'TimeGenerated UserId UserDomain subDomain Operation ForwardedtoDomain ClientIPAddress Result',
    rows: [
      [
        '2026-06-15T08:05:00.0000000Z',
        'ann@x.com',
        'x.com',
        'x',
        'Set-Mailbox',
        'evil.test',
        '2001:db8::9',
        'Mailbox rule created to forward to External Domain',
      ],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where OfficeWorkload == "MicrosoftTeams" and Operation == "MemberAdded"
| mv-expand Member = Members
| extend UPN = tostring(Member.UPN)
| where UPN contains "#EXT#"
| project Added = TimeGenerated, TeamName, UPN, AddedBy = UserId
| join kind=inner (
    OfficeActivity
    | where Operation == "MemberRemoved"
    | mv-expand Member = Members
    | project Removed = TimeGenerated, TeamName, UPN = tostring(Member.UPN)
  ) on TeamName, UPN
| extend Duration = Removed - Added
| where Duration between (0min .. 1h)
| project TeamName, UPN, AddedBy, Duration
`,
    columns: 'TeamName UPN AddedBy Duration',
    rows: [['Budget', 'guest_evil.example#EXT#@x.com', 'ann@x.com', '00:30:00']],
  },
  {
    query: String.raw`
OfficeActivity
| where TimeGenerated > ago(7d)
| make-series Total = count() default = 0 on TimeGenerated from startofday(ago(7d)) to startofday(now()) step 1d by UserId
| extend (anomalies, score, baseline) = series_decompose_anomalies(Total, 1.5, -1, 'linefit')
| project UserId, Total
`,
    columns: 'UserId Total',
    rows: [
      ['admin@x.com', [0, 0, 0, 0, 0, 0, 2]],
      ['bob@x.com', [0, 1, 1, 0, 0, 0, 0]],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| summarize arg_max(TimeGenerated, *) by UserId
| project UserId, Operation, TimeGenerated
| sort by UserId asc
`,
    columns: 'UserId Operation TimeGenerated',
    rows: [
      ['admin@x.com', 'Add-MailboxPermission', '2026-06-14T22:10:00.0000000Z'],
      ['ann@x.com', 'Set-Mailbox', '2026-06-15T08:05:00.0000000Z'],
      ['bob@x.com', 'FileUploaded', '2026-06-15T11:00:00.0000000Z'],
      ['cat@x.com', 'FileDeleted', '2026-06-15T10:05:00.0000000Z'],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where isnotempty(MailboxOwnerUPN) and UserId != MailboxOwnerUPN
| summarize StartTime = min(TimeGenerated), EndTime = max(TimeGenerated), Agents = make_set(UserAgent) by UserId, MailboxOwnerUPN, ClientIP
| extend timestamp = StartTime, AccountCustomEntity = UserId, IPCustomEntity = ClientIP
`,
    columns: 'UserId MailboxOwnerUPN ClientIP StartTime EndTime Agents timestamp AccountCustomEntity IPCustomEntity',
    rows: [
      [
        'cat@x.com',
        'bob@x.com',
        '203.0.113.9',
        '2026-06-15T09:00:00.0000000Z',
        '2026-06-15T09:00:00.0000000Z',
        ['python-requests/2.31'],
        '2026-06-15T09:00:00.0000000Z',
        'cat@x.com',
        '203.0.113.9',
      ],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| extend IP = extract(@"^\[?([0-9a-fA-F\.:]+?)\]?(?::\d+)?$", 1, ClientIP)
| extend IPv4 = extract(@"(\d+\.\d+\.\d+\.\d+)", 1, ClientIP)
| where isnotempty(IPv4)
| where not(ipv4_is_private(IPv4))
| summarize Users = dcount(UserId) by IPv4
| sort by Users desc, IPv4 asc
`,
    columns: 'IPv4 Users',
    rows: [
      ['203.0.113.9', 2],
      ['192.0.2.1', 1],
      ['198.51.100.7', 1],
    ],
  },
  {
    query: String.raw`
let allowed = datatable(Domain: string) ["x.com", "y.com"];
OfficeActivity
| extend Domain = tostring(split(UserId, "@")[1])
| where Domain !in (allowed)
| count
`,
    columns: 'Count',
    rows: [[0]],
  },
  {
    query: String.raw`
OfficeActivity
| evaluate pivot(OfficeWorkload, count(), UserId)
| sort by UserId asc
`,
    columns: 'UserId Exchange SharePoint MicrosoftTeams',
    rows: [
      ['admin@x.com', 2, 0, 0],
      ['ann@x.com', 2, 0, 2],
      ['bob@x.com', 1, 4, 0],
      ['cat@x.com', 1, 5, 0],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| sort by UserId asc, TimeGenerated asc
| serialize
| extend PreviousIP = prev(ClientIP), PreviousUser = prev(UserId), Gap = TimeGenerated - prev(TimeGenerated)
| where UserId == PreviousUser and ClientIP != PreviousIP and isnotempty(ClientIP) and Gap < 1h
| project UserId, PreviousIP, ClientIP, Gap
`,
    columns: 'UserId PreviousIP ClientIP Gap',
    rows: [
      ['ann@x.com', '', '203.0.113.9:50123', '00:30:00'],
      ['ann@x.com', '203.0.113.9:50123', '[2001:db8::9]:443', '00:05:00'],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where TimeGenerated > ago(1d)
| summarize Ops = dcount(Operation), Total = count() by UserId
| extend Score = round(todouble(Ops) / Total, 2)
| top 2 by Total desc
`,
    columns: 'UserId Ops Total Score',
    rows: [
      ['cat@x.com', 3, 6, 0.5],
      ['ann@x.com', 4, 4, 1],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where UserAgent startswith "python" or UserAgent matches regex @"(?i)curl|wget"
| distinct UserId, UserAgent
`,
    columns: 'UserId UserAgent',
    rows: [['cat@x.com', 'python-requests/2.31']],
  },
  {
    query: String.raw`
let admins = toscalar(OfficeActivity | where UserType == "Admin" | summarize make_set(UserId));
OfficeActivity
| where Operation startswith "Set-" or Operation startswith "Add-"
| extend ByAdmin = UserId in (admins)
| summarize Count = count() by ByAdmin, Operation
| sort by Operation asc, ByAdmin asc
`,
    columns: 'ByAdmin Operation Count',
    rows: [
      [true, 'Add-MailboxPermission', 1],
      [false, 'Set-Mailbox', 1],
      [true, 'Set-Mailbox', 1],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation == "Add-MailboxPermission"
| extend P = parse_json(Parameters)
| extend Rights = tostring(P[2].Value), Grantee = tostring(P[1].Value), Mailbox = tostring(P[0].Value)
| where Rights in~ ("FullAccess", "SendAs")
| project-away P, Parameters
| project Mailbox, Grantee, Rights
| join kind=leftouter (OfficeActivity | where Operation == "MailItemsAccessed" | summarize Accesses = count() by Grantee = UserId) on Grantee
| project-away Grantee1
`,
    columns: 'Mailbox Grantee Rights Accesses',
    rows: [['bob', 'cat@x.com', 'FullAccess', 1]],
  },
  {
    query: String.raw`
let lookback = 14d;
let known = materialize(OfficeActivity | where TimeGenerated between (ago(lookback) .. ago(1d)) | distinct UserId, UserAgent);
OfficeActivity
| where TimeGenerated > ago(1d) and isnotempty(UserAgent)
| join kind=leftanti known on $left.UserId == $right.UserId, $left.UserAgent == $right.UserAgent
| summarize count() by UserId, UserAgent
`,
    columns: 'UserId UserAgent count_',
    rows: [['cat@x.com', 'python-requests/2.31', 6]],
  },
  {
    query: String.raw`
OfficeActivity
| where TimeGenerated > ago(1d)
| where hourofday(TimeGenerated) !between (8 .. 18) or dayofweek(TimeGenerated) in (0d, 6d)
| summarize count() by UserId, Hour = hourofday(TimeGenerated)
| sort by Hour asc
`,
    columns: 'UserId Hour count_',
    rows: [
      ['ann@x.com', 7, 2],
      ['admin@x.com', 22, 2],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| extend Level = case(Operation has "Delete", "High", Operation startswith "Set", "Medium", "Low")
| summarize Events = count(), Users = make_set(UserId) by Level
| sort by Events asc
| project Level, Events, UserCount = array_length(Users)
`,
    columns: 'Level Events UserCount',
    rows: [
      ['Medium', 2, 2],
      ['Low', 15, 4],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| extend Hash = hash_sha256(UserId), Short = substring(UserId, 0, indexof(UserId, "@"))
| where Short in ("ann", "bob")
| summarize dcount(Hash)
`,
    columns: 'dcount_Hash',
    rows: [[2]],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation == "Set-Mailbox"
| extend Kv = extract_all(@'"Name":"([^"]+)","Value":"([^"]+)"', Parameters)
| mv-expand Kv
| summarize take_any(tostring(Kv[1])) by Key = tostring(Kv[0])
| sort by Key asc
`,
    columns: 'Key Kv_1',
    rows: [
      ['ForwardingSmtpAddress', 'smtp:ann@evil.test'],
      ['Identity', 'ann'],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| summarize Events = count() by bin(TimeGenerated, 1d), OfficeWorkload
| render timechart with (title="Events a day")
`,
    columns: 'TimeGenerated OfficeWorkload Events',
    rows: [
      ['2026-06-08T00:00:00.0000000Z', 'SharePoint', 1],
      ['2026-06-09T00:00:00.0000000Z', 'SharePoint', 1],
      ['2026-06-10T00:00:00.0000000Z', 'SharePoint', 1],
      ['2026-06-14T00:00:00.0000000Z', 'Exchange', 2],
      ['2026-06-15T00:00:00.0000000Z', 'Exchange', 4],
      ['2026-06-15T00:00:00.0000000Z', 'MicrosoftTeams', 2],
      ['2026-06-15T00:00:00.0000000Z', 'SharePoint', 6],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where TimeGenerated > ago(1d)
| project TimeGenerated, UserId, Details = bag_pack("op", Operation, "ip", ClientIP)
| extend Op = tostring(Details["op"])
| where Op == "MemberAdded"
| project TimeGenerated = format_datetime(TimeGenerated, "yyyy-MM-dd HH:mm"), Op, ip = Details.ip
`,
    columns: 'TimeGenerated Op ip',
    rows: [['2026-06-15 07:00', 'MemberAdded', '']],
  },
  {
    query: String.raw`
OfficeActivity
| where ResultStatus in ("True", "Succeeded")
| top-nested 2 of UserId by count(), top-nested 1 of Operation by count()
`,
    columns: 'UserId aggregated_UserId Operation aggregated_Operation',
    rows: [
      ['ann@x.com', 2, 'Set-Mailbox', 1],
      ['admin@x.com', 2, 'Set-Mailbox', 1],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where UserId has "cat"
| summarize Events = make_list(pack("t", TimeGenerated, "op", Operation)) by UserId
| project UserId, n = array_length(Events), Last = Events[-1].op
`,
    columns: 'UserId n Last',
    rows: [['cat@x.com', 6, 'FileDeleted']],
  },
  {
    query: String.raw`
OfficeActivity
| extend Network = format_ipv4_mask(tostring(split(ClientIP, ":")[0]), 24)
| where isnotempty(Network)
| summarize dcount(UserId) by Network
| sort by Network asc
`,
    columns: 'Network dcount_UserId',
    rows: [
      ['192.0.2.0/24', 1],
      ['198.51.100.0/24', 1],
      ['203.0.113.0/24', 2],
    ],
  },
  {
    query: String.raw`
let nets = datatable(Network: string, Label: string) ["203.0.113.0/24", "vpn", "192.0.2.0/24", "office"];
OfficeActivity
| where Operation == "MailItemsAccessed"
| evaluate ipv4_lookup(nets, ClientIP, Network)
| project UserId, Label
| sort by UserId asc
`,
    columns: 'UserId Label',
    rows: [
      ['bob@x.com', 'office'],
      ['cat@x.com', 'vpn'],
    ],
  },
  {
    query: String.raw`
// First time that a user did something
OfficeActivity
| summarize First = min(TimeGenerated), Total = count() by UserId, Operation
| where First > ago(6h) and Total == 1
| project UserId, Operation, First
| sort by First asc
`,
    columns: 'UserId Operation First',
    rows: [
      ['ann@x.com', 'MemberAdded', '2026-06-15T07:00:00.0000000Z'],
      ['ann@x.com', 'MemberRemoved', '2026-06-15T07:30:00.0000000Z'],
      ['ann@x.com', 'New-InboxRule', '2026-06-15T08:00:00.0000000Z'],
      ['ann@x.com', 'Set-Mailbox', '2026-06-15T08:05:00.0000000Z'],
      ['cat@x.com', 'MailItemsAccessed', '2026-06-15T09:00:00.0000000Z'],
      ['bob@x.com', 'MailItemsAccessed', '2026-06-15T09:01:00.0000000Z'],
      ['cat@x.com', 'FileDeleted', '2026-06-15T10:05:00.0000000Z'],
      ['bob@x.com', 'FileUploaded', '2026-06-15T11:00:00.0000000Z'],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where TimeGenerated > startofday(now())
| summarize Events = count(), IPs = make_set_if(ClientIP, isnotempty(ClientIP)) by UserId
| extend IPCount = array_length(IPs)
| where IPCount > 1
`,
    columns: 'UserId Events IPs IPCount',
    rows: [['ann@x.com', 4, ['203.0.113.9:50123', '[2001:db8::9]:443'], 2]],
  },
  {
    query: String.raw`
let Ops = dynamic(["Set-Mailbox", "New-InboxRule"]);
OfficeActivity
| where Operation has_any (Ops)
| extend Forward = extract(@'"ForwardingSmtpAddress","Value":"smtp:([^"]+)"', 1, Parameters)
| extend External = Forward != "" and not(Forward endswith "@x.com")
| project UserId, Operation, External
| sort by UserId asc, Operation asc
`,
    columns: 'UserId Operation External',
    rows: [
      ['admin@x.com', 'Set-Mailbox', false],
      ['ann@x.com', 'New-InboxRule', false],
      ['ann@x.com', 'Set-Mailbox', true],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation in ("MemberAdded", "MemberRemoved")
| mv-expand Members
| extend UPN = tolower(tostring(Members.UPN)), Role = toint(Members.Role)
| where Role == 3
| summarize Actions = make_list(Operation), arg_min(TimeGenerated, UserId) by UPN
| project UPN, Actions, UserId
`,
    columns: 'UPN Actions UserId',
    rows: [['guest_evil.example#ext#@x.com', ['MemberAdded', 'MemberRemoved'], 'ann@x.com']],
  },
  {
    query: String.raw`
OfficeActivity
| where isnotempty(ClientIP)
| extend IP = iff(ClientIP startswith "[", extract(@"\[([^\]]+)\]", 1, ClientIP), tostring(split(ClientIP, ":")[0]))
| summarize Users = make_set(UserId), Count = count() by IP
| where array_length(Users) > 1
| mv-expand User = Users to typeof(string)
| project IP, User, Count
| sort by User asc
`,
    columns: 'IP User Count',
    rows: [
      ['203.0.113.9', 'ann@x.com', 7],
      ['203.0.113.9', 'cat@x.com', 7],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where TimeGenerated > ago(14d)
| summarize Count = count() by UserId, Weekday = tostring(toint(dayofweek(TimeGenerated) / 1d))
| evaluate pivot(Weekday, sum(Count))
| sort by UserId asc
| project UserId, Monday = ['1']
`,
    columns: 'UserId Monday',
    rows: [
      ['admin@x.com', 0],
      ['ann@x.com', 4],
      ['bob@x.com', 3],
      ['cat@x.com', 6],
    ],
  },
];
