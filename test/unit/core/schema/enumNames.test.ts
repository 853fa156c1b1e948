import { describe, expect, it } from 'vitest';
import { enumOfField, findEnumMember } from '../../../../src/core/schema/enumNames';

describe('the names of numbers in records', () => {
  it.each([
    [undefined, 'RecordType', 15, 'AzureActiveDirectoryStsLogon'],
    [undefined, 'RecordType', 6, 'SharePointFileOperation'],
    [undefined, 'UserType', 0, 'Regular'],
    [undefined, 'LogonType', 2, 'Delegated'],
    [undefined, 'InternalLogonType', 1, 'Admin'],
    [undefined, 'Scope', 1, 'Onprem'],
    [undefined, 'ItemType', 5, 'Folder'],
    [undefined, 'LoginType', -1, 'Other'],
    ['Members', 'Role', 1, 'Owner'],
    ['AttachmentData', 'FileVerdict', -3, 'Pending'],
  ])('%s %s %d is %s', (container, field, value, name) => {
    expect(findEnumMember(container, field, value)?.name).toBe(name);
  });

  it('does not name a number that no document names', () => {
    expect(findEnumMember(undefined, 'RecordType', 100_000)).toBeUndefined();
    expect(enumOfField(undefined, 'RecordType')).toBe('AuditLogRecordType');
  });

  it('knows the fields of a record from those of the same name within it', () => {
    expect(findEnumMember('Waves', 'Type', 1)?.name).toBe('Groups');
    expect(findEnumMember('Actor', 'Type', 1)).toBeUndefined();
    expect(findEnumMember('Actor', 'RecordType', 1)).toBeUndefined();
  });

  it.each(['toString', '__proto__', 'constructor'])('holds no enum in a field named %s', (field) => {
    expect(enumOfField(undefined, field)).toBeUndefined();
  });
});
