import type { DuckDBConnection } from '@duckdb/node-api';
import type { KustoType } from '../../../../src/core/kql/kustoType';
import type { TableSchema } from '../../../../src/core/kql/tableSchema';
import { runSql } from './runKql';

/** A few records of mail, files, teams and directory changes, in the shape that Sentinel has them. The tests' now is June 15, 12:00. */
const officeColumns = {
  TimeGenerated: 'datetime',
  OfficeWorkload: 'string',
  RecordType: 'string',
  Operation: 'string',
  UserId: 'string',
  UserType: 'string',
  ClientIP: 'string',
  UserAgent: 'string',
  ResultStatus: 'string',
  OfficeObjectId: 'string',
  Parameters: 'string',
  SourceFileName: 'string',
  SourceFileExtension: 'string',
  Site_Url: 'string',
  MailboxOwnerUPN: 'string',
  TeamName: 'string',
  Members: 'dynamic',
  ExternalAccess: 'bool',
} as const satisfies Readonly<Record<string, KustoType>>;

const auditColumns = {
  TimeGenerated: 'datetime',
  OperationName: 'string',
  Category: 'string',
  Result: 'string',
  CorrelationId: 'string',
  InitiatedBy: 'dynamic',
  TargetResources: 'dynamic',
} as const satisfies Readonly<Record<string, KustoType>>;

type Row<Columns> = { readonly [Name in keyof Columns]?: unknown };

const rule = (...pairs: readonly (readonly [string, string])[]): string =>
  JSON.stringify(pairs.map(([Name, Value]) => ({ Name, Value })));

const mail = { OfficeWorkload: 'Exchange', UserType: 'Regular' };
const file = { OfficeWorkload: 'SharePoint', RecordType: 'SharePointFileOperation', UserType: 'Regular' };
const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/124.0';
const finance = 'https://x.sharepoint.com/sites/finance/';

const officeRows: readonly Row<typeof officeColumns>[] = [
  {
    ...mail,
    TimeGenerated: '2026-06-15 08:00:00',
    RecordType: 'ExchangeAdmin',
    Operation: 'New-InboxRule',
    UserId: 'ann@x.com',
    ClientIP: '203.0.113.9:50123',
    ResultStatus: 'True',
    Parameters: rule(['Name', '..'], ['SubjectOrBodyContainsWords', 'invoice;payment'], ['DeleteMessage', 'True']),
  },
  {
    ...mail,
    TimeGenerated: '2026-06-15 08:05:00',
    RecordType: 'ExchangeAdmin',
    Operation: 'Set-Mailbox',
    UserId: 'ann@x.com',
    ClientIP: '[2001:db8::9]:443',
    ResultStatus: 'True',
    Parameters: rule(['Identity', 'ann'], ['ForwardingSmtpAddress', 'smtp:ann@evil.test']),
  },
  {
    ...mail,
    TimeGenerated: '2026-06-14 22:00:00',
    RecordType: 'ExchangeAdmin',
    Operation: 'Set-Mailbox',
    UserId: 'admin@x.com',
    UserType: 'Admin',
    ClientIP: '198.51.100.7',
    ResultStatus: 'True',
    Parameters: rule(['Identity', 'bob'], ['ForwardingSmtpAddress', 'smtp:bob@x.com']),
  },
  {
    ...mail,
    TimeGenerated: '2026-06-14 22:10:00',
    RecordType: 'ExchangeAdmin',
    Operation: 'Add-MailboxPermission',
    UserId: 'admin@x.com',
    UserType: 'Admin',
    ClientIP: '198.51.100.7',
    ResultStatus: 'True',
    Parameters: rule(['Identity', 'bob'], ['User', 'cat@x.com'], ['AccessRights', 'FullAccess']),
  },
  {
    ...mail,
    TimeGenerated: '2026-06-15 09:00:00',
    RecordType: 'ExchangeItem',
    Operation: 'MailItemsAccessed',
    UserId: 'cat@x.com',
    ClientIP: '203.0.113.9',
    UserAgent: 'python-requests/2.31',
    ResultStatus: 'Succeeded',
    MailboxOwnerUPN: 'bob@x.com',
  },
  {
    ...mail,
    TimeGenerated: '2026-06-15 09:01:00',
    RecordType: 'ExchangeItem',
    Operation: 'MailItemsAccessed',
    UserId: 'bob@x.com',
    ClientIP: '192.0.2.1',
    UserAgent: browser,
    ResultStatus: 'Succeeded',
    MailboxOwnerUPN: 'bob@x.com',
  },
  ...[1, 2, 3, 4, 5].map((minute) => ({
    ...file,
    TimeGenerated: `2026-06-15 10:0${minute}:00`,
    Operation: minute === 5 ? 'FileDeleted' : 'FileDownloaded',
    UserId: 'cat@x.com',
    ClientIP: '203.0.113.9',
    UserAgent: 'python-requests/2.31',
    OfficeObjectId: `${finance}plan${minute}.xlsx`,
    SourceFileName: `plan${minute}.xlsx`,
    SourceFileExtension: 'xlsx',
    Site_Url: finance,
  })),
  ...['2026-06-08', '2026-06-09', '2026-06-10'].map((day) => ({
    ...file,
    TimeGenerated: `${day} 10:00:00`,
    Operation: 'FileDownloaded',
    UserId: 'bob@x.com',
    ClientIP: '192.0.2.1',
    UserAgent: browser,
    OfficeObjectId: `${finance}notes.docx`,
    SourceFileName: 'notes.docx',
    SourceFileExtension: 'docx',
    Site_Url: finance,
  })),
  {
    ...file,
    TimeGenerated: '2026-06-15 11:00:00',
    Operation: 'FileUploaded',
    UserId: 'bob@x.com',
    ClientIP: '192.0.2.1',
    UserAgent: browser,
    OfficeObjectId: `${finance}tool.exe`,
    SourceFileName: 'tool.exe',
    SourceFileExtension: 'exe',
    Site_Url: finance,
  },
  {
    OfficeWorkload: 'MicrosoftTeams',
    RecordType: 'MicrosoftTeams',
    TimeGenerated: '2026-06-15 07:00:00',
    Operation: 'MemberAdded',
    UserId: 'ann@x.com',
    UserType: 'Regular',
    TeamName: 'Budget',
    Members: [
      { UPN: 'guest_evil.example#EXT#@x.com', Role: 3 },
      { UPN: 'bob@x.com', Role: 1 },
    ],
  },
  {
    OfficeWorkload: 'MicrosoftTeams',
    RecordType: 'MicrosoftTeams',
    TimeGenerated: '2026-06-15 07:30:00',
    Operation: 'MemberRemoved',
    UserId: 'ann@x.com',
    UserType: 'Regular',
    TeamName: 'Budget',
    Members: [{ UPN: 'guest_evil.example#EXT#@x.com', Role: 3 }],
  },
];

const changed = (displayName: string, newValue: string): unknown => ({
  displayName,
  oldValue: '[]',
  newValue: JSON.stringify([newValue]),
});

const auditRows: readonly Row<typeof auditColumns>[] = [
  {
    TimeGenerated: '2026-06-15 06:00:00',
    OperationName: 'Add member to role',
    Category: 'RoleManagement',
    Result: 'success',
    CorrelationId: 'c1',
    InitiatedBy: { user: { userPrincipalName: 'admin@x.com', ipAddress: '198.51.100.7' } },
    TargetResources: [
      {
        userPrincipalName: 'cat@x.com',
        type: 'User',
        modifiedProperties: [changed('Role.DisplayName', 'Global Administrator')],
      },
    ],
  },
  {
    TimeGenerated: '2026-06-15 06:10:00',
    OperationName: 'Consent to application',
    Category: 'ApplicationManagement',
    Result: 'success',
    CorrelationId: 'c2',
    InitiatedBy: { user: { userPrincipalName: 'cat@x.com', ipAddress: '203.0.113.9' } },
    TargetResources: [
      {
        displayName: 'Mail Tool',
        type: 'ServicePrincipal',
        modifiedProperties: [
          changed('ConsentContext.IsAdminConsent', 'True'),
          changed('ConsentAction.Permissions', 'Scope: Mail.ReadWrite offline_access'),
        ],
      },
    ],
  },
  {
    TimeGenerated: '2026-06-12 06:00:00',
    OperationName: 'Reset user password',
    Category: 'UserManagement',
    Result: 'failure',
    CorrelationId: 'c3',
    InitiatedBy: { app: { displayName: 'Sync Service' } },
    TargetResources: [{ userPrincipalName: 'bob@x.com', type: 'User', modifiedProperties: [] }],
  },
];

const sqlTypes: Readonly<Record<string, string>> = {
  datetime: 'TIMESTAMP',
  dynamic: 'JSON',
  string: 'VARCHAR',
  bool: 'BOOLEAN',
};

/** Makes the tables in a database, and tells what they are in KQL. */
export async function createHuntingTables(connection: DuckDBConnection): Promise<readonly TableSchema[]> {
  await createTable(connection, 'OfficeActivity', officeColumns, officeRows);
  await createTable(connection, 'AuditLogs', auditColumns, auditRows);
  return [schemaOf('OfficeActivity', officeColumns), schemaOf('AuditLogs', auditColumns)];
}

function schemaOf(name: string, columns: Readonly<Record<string, KustoType>>): TableSchema {
  return { name, columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })) };
}

async function createTable(
  connection: DuckDBConnection,
  name: string,
  columns: Readonly<Record<string, KustoType>>,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const values = rows.map((row) => {
    const cells = Object.entries(columns).map(([column, type]) => {
      const value = row[column];
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return value === undefined ? 'NULL' : `'${text.replaceAll("'", "''")}'::${sqlTypes[type] ?? 'VARCHAR'}`;
    });
    return `(${cells.join(', ')})`;
  });
  const definitions = Object.entries(columns).map(([column, type]) => `"${column}" ${sqlTypes[type] ?? 'VARCHAR'}`);
  await runSql(connection, `CREATE TABLE "${name}" (${definitions.join(', ')})`);
  await runSql(connection, `INSERT INTO "${name}" VALUES ${values.join(', ')}`);
}
