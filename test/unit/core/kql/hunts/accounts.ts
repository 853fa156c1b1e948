import type { Hunt } from './hunt';

/** Questions about what one account does after another thing, from where, and for the first time. */
export const accountsHunts: readonly Hunt[] = [
  {
    query: String.raw`
OfficeActivity
| where Operation =~ "Set-Mailbox"
| mv-apply P = todynamic(Parameters) on (summarize Parsed = make_bag(bag_pack(tostring(P.Name), P.Value)))
| evaluate bag_unpack(Parsed, columnsConflict='replace_source')
| extend To = tolower(iff(isnotempty(column_ifexists("ForwardingAddress", "")), column_ifexists("ForwardingAddress", ""), replace_regex(column_ifexists("ForwardingSmtpAddress", ""), @"^smtp:", "")))
| extend IP = case(ClientIP has "[", tostring(split(trim_start(@"\[", ClientIP), "]")[0]), ClientIP has ".", tostring(split(ClientIP, ":")[0]), ClientIP)
| project UserId, To, IP
| sort by UserId asc
`,
    columns: 'UserId To IP',
    rows: [
      ['admin@x.com', 'bob@x.com', '198.51.100.7'],
      ['ann@x.com', 'ann@evil.test', '2001:db8::9'],
    ],
  },
  {
    query: String.raw`
let Busy = (T: (UserId: string, TimeGenerated: datetime), least: long) {
    T
    | summarize Events = count(), Days = dcount(startofday(TimeGenerated)) by UserId
    | where Events >= least
};
OfficeActivity
| where OfficeWorkload == "SharePoint"
| invoke Busy(4)
| sort by UserId asc
`,
    columns: 'UserId Events Days',
    rows: [
      ['bob@x.com', 4, 4],
      ['cat@x.com', 5, 1],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where isnotempty(ClientIP)
| summarize Seen = make_list(bag_pack("at", TimeGenerated, "ip", tostring(split(ClientIP, ":")[0])), 1000) by UserId
| mv-apply Seen on (
    extend At = todatetime(Seen.at), IP = tostring(Seen.ip)
    | order by At asc
    | extend Before = prev(IP), Minutes = datetime_diff("minute", At, prev(At))
    | where isnotempty(Before) and IP != Before
    | summarize Switches = count(), Fastest = min(Minutes)
)
| where Switches > 0
| project UserId, Switches, Fastest
`,
    columns: 'UserId Switches Fastest',
    rows: [['ann@x.com', 1, 5]],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation startswith "File"
| as Files
| where Operation == "FileDownloaded"
| join kind=inner (Files | where Operation == "FileDeleted" | project Deleted = TimeGenerated, UserId) on UserId
| where Deleted > TimeGenerated
| summarize Downloads = count(), Gap = min(Deleted - TimeGenerated) by UserId
`,
    columns: 'UserId Downloads Gap',
    rows: [['cat@x.com', 4, '00:01:00']],
  },
  {
    query: String.raw`
let Today = OfficeActivity | where TimeGenerated > ago(1d) | summarize New = count() by Operation;
let Week = OfficeActivity | where TimeGenerated between (ago(8d) .. ago(1d)) | summarize Old = count() by Operation;
Today
| join kind=fullouter hint.strategy=shuffle Week on Operation
| extend Operation = iff(isempty(Operation), Operation1, Operation), New = coalesce(New, 0), Old = coalesce(Old, 0)
| extend Change = case(Old == 0, "appeared", New == 0, "vanished", New * 7.0 > Old * 2, "rose", "steady")
| summarize Operations = dcount(Operation) by Change
| sort by Change asc
`,
    columns: 'Change Operations',
    rows: [
      ['appeared', 8],
      ['rose', 1],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where UserId startswith "cat"
| summarize arg_max(TimeGenerated, Operation), arg_min(TimeGenerated, Operation), count() by UserId
| project-rename Last = TimeGenerated, LastOperation = Operation, First = TimeGenerated1, FirstOperation = Operation1
`,
    columns: 'UserId Last LastOperation First FirstOperation count_',
    rows: [
      [
        'cat@x.com',
        '2026-06-15T10:05:00.0000000Z',
        'FileDeleted',
        '2026-06-15T09:00:00.0000000Z',
        'MailItemsAccessed',
        6,
      ],
    ],
  },
  {
    query: String.raw`
let Ours = dynamic(["192.0.2.0/25", "198.51.100.0/24"]);
OfficeActivity
| where ClientIP matches regex @"^\d{1,3}(\.\d{1,3}){3}"
| extend IP = extract(@"^(\d{1,3}(?:\.\d{1,3}){3})", 1, ClientIP)
| extend IsOurs = ipv4_is_in_any_range(IP, Ours)
| summarize Events = count(), Users = dcount(UserId), Share = round(100.0 * countif(ipv4_is_in_range(IP, "203.0.113.0/24")) / count(), 1) by IsOurs
| sort by IsOurs asc
`,
    columns: 'IsOurs Events Users Share',
    rows: [
      [false, 7, 2, 100],
      [true, 7, 2, 0],
    ],
  },
];
