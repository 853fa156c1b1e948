import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Connection } from '../../../../src/core/api/connection';
import { redirectUris, setupScript, windowsBrokerRedirect } from '../../../../src/extension/setup/setupScript';
import { setupStepFor, setupSteps } from '../../../../src/extension/setup/setupSteps';

const root = path.join(import.meta.dirname, '../../../..');
const connection: Connection = {
  id: 'contoso',
  name: 'Contoso',
  cloud: 'gcchigh',
  tenantId: '0f0e0d0c-0b0a-4908-8706-050403020100',
  clientId: '11111111-2222-4333-8444-555555555555',
  signIn: 'certificate',
};

/** Runs a script with a shell function in the place of Azure CLI; gives each call, and what was printed. */
function runInBash(script: string): { readonly calls: readonly string[]; readonly output: string } {
  const azureCli = `az() {
    echo "az $*" >&3
    case "$*" in
      *'ad sp show --id the-app'*) return 1 ;;
      *'ad app create'*) echo the-app ;;
      *oauth2PermissionScopes*ReadDlp*) echo dlp-scope ;;
      *oauth2PermissionScopes*) echo feed-scope ;;
      *appRoles*ReadDlp*) echo dlp-role ;;
      *appRoles*) echo feed-role ;;
    esac
  }`;
  const both = execFileSync('bash', ['-euc', `exec 4>&1; { ${azureCli}\n${script}\n} 3>&4`], { encoding: 'utf8' });
  const lines = both.trimEnd().split('\n');
  return {
    calls: lines.filter((line) => line.startsWith('az ')),
    output: lines.filter((line) => !line.startsWith('az ')).join('\n'),
  };
}

describe('setupScript', () => {
  it('registers an app, gives it all permissions, and grants consent', () => {
    const { calls, output } = runInBash(setupScript('bash', undefined));
    expect(calls[0]).toBe('az cloud set --name AzureCloud');
    expect(calls[1]).toContain('YOUR_TENANT_ID_OR_DOMAIN');
    expect(calls.find((call) => call.includes('ad app update'))).toContain(
      [...redirectUris, `${windowsBrokerRedirect}the-app`].join(' '),
    );
    expect(calls).toContain('az ad sp create --id the-app --output none');
    expect(
      calls.filter((call) => call.includes('permission add')).map((call) => call.split('--api-permissions ')[1]),
    ).toEqual(['feed-scope=Scope feed-role=Role', 'dlp-scope=Scope dlp-role=Role']);
    expect(calls.at(-1)).toBe('az ad app permission admin-consent --id the-app');
    expect(output).toBe('Client id: the-app');
  });

  it('gives the app of a connection the permissions, in its cloud and tenant, and a certificate where it uses one', () => {
    const { calls } = runInBash(setupScript('bash', connection));
    expect(calls[0]).toBe('az cloud set --name AzureUSGovernment');
    expect(calls[1]).toContain(`--tenant ${connection.tenantId} `);
    expect(calls.some((call) => call.includes('ad app create') || call.includes('ad app update'))).toBe(false);
    expect(calls.filter((call) => call.includes(`--id ${connection.clientId ?? ''}`)).length).toBeGreaterThan(3);
    expect(calls.at(-1)).toContain('--create-cert');
  });

  it('is the same in PowerShell, but for its own words', () => {
    const script = setupScript('powershell', undefined);
    expect(script).toContain('$appId = az ad app create');
    expect(script).toContain('; if ($LASTEXITCODE) { az ad sp create');
    expect(script).not.toMatch(/\|\||\$\(/);
  });
});

const walkthroughs = z
  .object({
    contributes: z.object({
      walkthroughs: z.array(z.object({ id: z.string(), steps: z.array(z.object({ id: z.string() })) })),
    }),
  })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))).contributes.walkthroughs;

describe('the setup guide', () => {
  it('has the steps that the host opens', () => {
    const [guide] = walkthroughs;
    expect(guide?.id).toBe('start');
    expect(guide?.steps.map(({ id }) => id)).toEqual(setupSteps);
  });

  it('names every redirect URI that the script registers', () => {
    const text = readFileSync(path.join(root, 'media/walkthrough/register.md'), 'utf8');
    expect([...redirectUris, windowsBrokerRedirect].filter((uri) => !text.includes(uri))).toEqual([]);
  });

  it('opens where the error is about', () => {
    expect(setupStepFor('AADSTS7000218')).toBe('register');
    expect(setupStepFor('AF10001')).toBe('consent');
    expect(setupStepFor(undefined)).toBe('consent');
  });
});
