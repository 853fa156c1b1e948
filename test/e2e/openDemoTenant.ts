import type { Workbench } from './driver/workbench.ts';

/** Fetches the records of the demo tenant, by one click, and closes the notebook that opens then. */
export async function openDemoTenant(workbench: Workbench): Promise<void> {
  await workbench.openView('M365 Audit');
  await workbench.clickWelcomeButton('Try the Demo Tenant', workbench.tree.row('Demo Tenant'));
  await workbench.editorTab('demo-tenant.auditnb').waitFor({ timeout: 60_000 });
  // The tab is there before the notebook is: opening it goes on.
  await workbench.notebook.outputs.getByRole('heading').first().waitFor({ timeout: 60_000 });
  await workbench.closeEditors();
}
