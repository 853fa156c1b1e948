import type { Hunt } from './hunt';

/** Questions that hold one time against another. */
export const windowsHunts: readonly Hunt[] = [
  {
    query: String.raw`
// What is new in the time that the page asks about
let from = todatetime('{{StartTimeISO}}');
let until = todatetime('{{EndTimeISO}}');

// Two weeks before it
let Known = OfficeActivity
| where TimeGenerated between (from - 14d .. from)
| distinct UserId, Operation;

OfficeActivity
| where TimeGenerated between (from .. until) and RecordType == "SharePointFileOperation"
| join kind=leftanti Known on UserId, Operation

| summarize Count = count(), Files = dcount(SourceFileName) by UserId, Operation
| sort by UserId asc, Operation asc
`,
    columns: 'UserId Operation Count Files',
    rows: [
      ['bob@x.com', 'FileUploaded', 1, 1],
      ['cat@x.com', 'FileDeleted', 1, 1],
      ['cat@x.com', 'FileDownloaded', 4, 4],
    ],
  },
  {
    query: String.raw`
let Window = 1h;
OfficeActivity
| where Operation == "MemberAdded"
| mv-expand Members
| project Guest = tostring(Members.UPN), Added = TimeGenerated, Slot = bin(TimeGenerated, Window)
| join kind=inner (
    OfficeActivity
    | where Operation == "MemberRemoved"
    | mv-expand Members
    | project Guest = tostring(Members.UPN), Removed = TimeGenerated,
        Slot = range(bin(TimeGenerated - Window, Window), bin(TimeGenerated, Window), Window)
    | mv-expand Slot to typeof(datetime)
) on Guest, Slot
| where Removed - Added between (0m .. Window)
| project Guest, Minutes = (Removed - Added) / 1m
`,
    columns: 'Guest Minutes',
    rows: [['guest_evil.example#EXT#@x.com', 30]],
  },
  {
    query: String.raw`
let Downloads = (since: timespan, least: long = 3) {
    OfficeActivity
    | where TimeGenerated > ago(since) and Operation == "FileDownloaded"
    | summarize Files = dcount(OfficeObjectId), arg_max(TimeGenerated, *) by UserId
    | where Files >= least
};
union isfuzzy=true
    (Downloads(1d)),
    (Downloads(10d, least = 1) | where UserId startswith "bob"),
    (SigninLogs | where ResultType != 0 | project UserId = UserPrincipalName, Files = 0)
| extend Path = tostring(parse_url(Site_Url).Path)
| project UserId, Files, Path, timestamp = TimeGenerated
| sort by Files desc
`,
    columns: 'UserId Files Path timestamp',
    rows: [
      ['cat@x.com', 4, '/sites/finance/', '2026-06-15T10:04:00.0000000Z'],
      ['bob@x.com', 1, '/sites/finance/', '2026-06-10T10:00:00.0000000Z'],
    ],
  },
  {
    query: String.raw`
let Sources = materialize(OfficeActivity | where isnotempty(ClientIP) | summarize Users = dcount(UserId) by ClientIP);
OfficeActivity
| where ClientIP in ((Sources | where Users == 1 | project ClientIP)) and UserId has_any ((OfficeActivity | where Operation startswith "File" | distinct UserId))
| summarize First = min(TimeGenerated), Last = max(TimeGenerated) by UserId, ClientIP
| extend Days = datetime_diff("day", Last, First)
| project UserId, ClientIP, Days
`,
    columns: 'UserId ClientIP Days',
    // With its port the address of ann is another text.
    rows: [
      ['bob@x.com', '192.0.2.1', 7],
      ['cat@x.com', '203.0.113.9', 0],
    ],
  },
];
