import type { Hunt } from './hunt';

/** Questions about files and sites. */
export const filesHunts: readonly Hunt[] = [
  {
    query: String.raw`
OfficeActivity
| where TimeGenerated between (ago(14d) .. now())
| where Operation =~ "FileDownloaded"
| summarize Downloads = count(), Files = make_set(SourceFileName, 100), First = min(TimeGenerated), Last = max(TimeGenerated) by UserId, ClientIP
| where Downloads > 3
| extend Span = Last - First
| order by Downloads desc
`,
    columns: 'UserId ClientIP Downloads Files First Last Span',
    rows: [
      [
        'cat@x.com',
        '203.0.113.9',
        4,
        ['plan1.xlsx', 'plan2.xlsx', 'plan3.xlsx', 'plan4.xlsx'],
        '2026-06-15T10:01:00.0000000Z',
        '2026-06-15T10:04:00.0000000Z',
        '00:03:00',
      ],
    ],
  },
  {
    query: String.raw`
let starttime = 14d;
let endtime = 1d;
let historical = OfficeActivity
  | where TimeGenerated between (ago(starttime) .. ago(endtime))
  | where Operation in ("FileDownloaded", "FileUploaded")
  | summarize by UserId, ClientIP;
OfficeActivity
| where TimeGenerated > ago(endtime)
| where Operation in ("FileDownloaded", "FileUploaded")
| summarize Count = count() by UserId, ClientIP
| join kind=leftanti historical on UserId, ClientIP
`,
    columns: 'UserId ClientIP Count',
    rows: [['cat@x.com', '203.0.113.9', 4]],
  },
  {
    query: String.raw`
let suspicious = dynamic(["exe", "ps1", "bat"]);
OfficeActivity
| where Operation == "FileUploaded" and SourceFileExtension in~ (suspicious)
| extend Folder = tostring(parse_path(OfficeObjectId).DirectoryPath), Host = tostring(parse_url(Site_Url).Host)
| project UserId, SourceFileName, Host
`,
    columns: 'UserId SourceFileName Host',
    rows: [['bob@x.com', 'tool.exe', 'x.sharepoint.com']],
  },
  {
    query: String.raw`
let threshold = 3;
OfficeActivity
| where Operation has_any ("FileDownloaded", "FileDeleted")
| summarize EventCount = count() by UserId, bin(TimeGenerated, 1h)
| where EventCount >= threshold
`,
    columns: 'UserId TimeGenerated EventCount',
    rows: [['cat@x.com', '2026-06-15T10:00:00.0000000Z', 5]],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation == "FileDownloaded"
| summarize Total = count() by Day = startofday(TimeGenerated), UserId
| partition by UserId (top 1 by Total)
| sort by UserId asc
`,
    columns: 'Day UserId Total',
    rows: [
      ['2026-06-08T00:00:00.0000000Z', 'bob@x.com', 1],
      ['2026-06-15T00:00:00.0000000Z', 'cat@x.com', 4],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation in ("FileDownloaded", "FileDeleted")
| sort by TimeGenerated asc
| scan declare (n: long = 0) with (step s: true => n = s.n + 1;)
| summarize max(n)
`,
    columns: 'max_n',
    rows: [[8]],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation == "FileDownloaded"
| summarize Downloads = count() by UserId
| join kind=fullouter (OfficeActivity | where Operation == "FileUploaded" | summarize Uploads = count() by UserId) on UserId
| extend UserId = coalesce(UserId, UserId1)
| project UserId, Downloads = coalesce(Downloads, 0), Uploads = coalesce(Uploads, 0)
| sort by UserId asc
`,
    columns: 'UserId Downloads Uploads',
    rows: [
      ['bob@x.com', 3, 1],
      ['cat@x.com', 4, 0],
    ],
  },
  {
    query: String.raw`
OfficeActivity | summarize percentiles(strlen(OfficeObjectId), 50, 95), avg(strlen(Operation)) by OfficeWorkload
`,
    columns:
      'OfficeWorkload percentile_strlen_OfficeObjectId_50 percentile_strlen_OfficeObjectId_95 avg_strlen_Operation',
    rows: [
      ['Exchange', 0, 0, 15],
      ['MicrosoftTeams', 0, 0, 12],
      ['SharePoint', 49, 49, 13.444444444444445],
    ],
  },
  {
    query: String.raw`
let GetActivity = (workload: string, since: timespan = 1d) {
  OfficeActivity
  | where OfficeWorkload == workload and TimeGenerated > ago(since)
  | summarize Count = count() by Operation
};
union (GetActivity("Exchange") | extend Workload = "Exchange"), (GetActivity("SharePoint", 14d) | extend Workload = "SharePoint")
| sort by Workload asc, Operation asc
`,
    columns: 'Operation Count Workload',
    rows: [
      ['Add-MailboxPermission', 1, 'Exchange'],
      ['MailItemsAccessed', 2, 'Exchange'],
      ['New-InboxRule', 1, 'Exchange'],
      ['Set-Mailbox', 2, 'Exchange'],
      ['FileDeleted', 1, 'SharePoint'],
      ['FileDownloaded', 7, 'SharePoint'],
      ['FileUploaded', 1, 'SharePoint'],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| parse-where OfficeObjectId with "https://" Tenant ".sharepoint.com/sites/" Site "/" File
| summarize Files = dcount(File) by Tenant, Site
`,
    columns: 'Tenant Site Files',
    rows: [['x', 'finance', 7]],
  },
  {
    query: String.raw`
OfficeActivity
| lookup kind=leftouter (datatable(Operation: string, Severity: string) ["FileDeleted", "High", "New-InboxRule", "Medium"]) on Operation
| where isnotempty(Severity)
| summarize count() by Severity
| sort by Severity asc
`,
    columns: 'Severity count_',
    rows: [
      ['High', 1],
      ['Medium', 1],
    ],
  },
  {
    query: String.raw`
// Mass downloads against each user's own past
let past = OfficeActivity
| where TimeGenerated between (ago(14d) .. ago(1d)) and Operation == "FileDownloaded"
| summarize Count = count() by UserId, bin(TimeGenerated, 1d)
| summarize Usual = avg(Count) by UserId;
OfficeActivity
| where TimeGenerated > ago(1d) and Operation == "FileDownloaded"
| summarize Today = count() by UserId
| join kind=leftouter (past) on UserId
| where isnull(Usual) or Today > 3 * Usual
| project UserId, Today, Usual
`,
    columns: 'UserId Today Usual',
    rows: [['cat@x.com', 4, null]],
  },
  {
    query: String.raw`
OfficeActivity
| summarize Sessions = dcountif(TimeGenerated, OfficeWorkload == "SharePoint"), Mail = countif(OfficeWorkload == "Exchange") by UserId
| where Sessions > 0 and Mail > 0
| sort by UserId asc
`,
    columns: 'UserId Sessions Mail',
    rows: [
      ['bob@x.com', 4, 1],
      ['cat@x.com', 5, 1],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where Operation startswith "File"
| sort by UserId asc, TimeGenerated asc
| extend Session = row_window_session(TimeGenerated, 1d, 10m, UserId != prev(UserId))
| summarize Actions = count() by UserId, Session
| summarize Sessions = count(), Longest = max(Actions) by UserId
| sort by UserId asc
`,
    columns: 'UserId Sessions Longest',
    rows: [
      ['bob@x.com', 4, 1],
      ['cat@x.com', 1, 5],
    ],
  },
  {
    query: String.raw`
OfficeActivity
| where OfficeWorkload == "SharePoint"
| extend Depth = countof(OfficeObjectId, "/"), Extension = tostring(split(SourceFileName, ".")[-1])
| summarize Files = dcount(SourceFileName), Depth = max(Depth) by Extension
| sort by Extension asc
`,
    columns: 'Extension Files Depth',
    rows: [
      ['docx', 1, 5],
      ['exe', 1, 5],
      ['xlsx', 5, 5],
    ],
  },
];
