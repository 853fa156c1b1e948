/** Of the extension under test; names the folder of its logs, too. */
export const extensionId = 'm365-audit-explorer.m365-audit-explorer';
