/** Microsoft's own apps that records name, by their published ids. */
export const apps = {
  exchange: { id: '00000002-0000-0ff1-ce00-000000000000', name: 'Office 365 Exchange Online' },
  sharePoint: { id: '00000003-0000-0ff1-ce00-000000000000', name: 'Office 365 SharePoint Online' },
  graph: { id: '00000003-0000-0000-c000-000000000000', name: 'Microsoft Graph' },
  teams: { id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', name: 'Microsoft Teams' },
  officePortal: { id: '4765445b-32c6-49b0-83e6-1d93765276ca', name: 'OfficeHome' },
  outlook: { id: 'd3590ed6-52b3-4102-aeff-aad2292ab01c', name: 'Microsoft Office' },
  directory: { id: '00000002-0000-0000-c000-000000000000', name: 'Windows Azure Active Directory' },
} as const;

/** Apps that people sign in to, the usual ones more often. */
export const signInApps = [
  apps.outlook,
  apps.outlook,
  apps.teams,
  apps.teams,
  apps.officePortal,
  apps.exchange,
] as const;
