/** Columns that other tables, of the archive and of Sentinel and Defender, name otherwise: the names of one column stand together. */
const names: readonly (readonly string[])[] = [
  ['TimeGenerated', 'CreationTime', 'Timestamp', 'CreationDate', '_time'],
  ['Operation', 'ActionType', 'OperationName', 'Operations', 'ActivityDisplayName'],
  ['UserId', 'AccountUpn', 'UserPrincipalName', 'UserIds', 'Caller'],
  ['UserKey', 'AccountObjectId', 'AccountId'],
  ['ClientIP', 'IPAddress', 'IPAddresses', 'CallerIpAddress'],
  ['OfficeWorkload', 'Workload'],
  ['OfficeObjectId', 'ObjectId'],
  ['OfficeId', 'Id'],
  ['Site_Url', 'SiteUrl'],
  ['Logon_Type', 'LogonType'],
  ['Client_IPAddress', 'ClientIPAddress'],
  ['Event_Data', 'EventData'],
  ['Source_Name', 'SourceName'],
  ['Start_Time', 'StartTime'],
  ['Record', 'RawEventData', 'AuditData'],
];

/** What a column of another table is called here: one of these; none for a name that no table is known to have. */
export function namesElsewhere(name: string): readonly string[] {
  return names.find((same) => same.includes(name)) ?? [];
}
