import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = path.join(import.meta.dirname, '../../..');
const entry = z.object({ command: z.string(), when: z.string().optional() });
const manifest = z
  .object({
    contributes: z.object({
      commands: z.array(z.object({ command: z.string(), category: z.string() })),
      menus: z.record(z.string(), z.array(entry)),
    }),
  })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
const { commands, menus } = manifest.contributes;

const ids = commands.map(({ command }) => command);

function hostSources(): string {
  const folder = path.join(root, 'src/extension');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

describe('the manifest', () => {
  it('has only menu entries whose command is declared', () => {
    const used = Object.values(menus).flatMap((entries) => entries.map(({ command }) => command));
    expect(used.filter((command) => !ids.includes(command))).toEqual([]);
  });

  it('declares only commands that the host makes', () => {
    const sources = hostSources();
    expect(ids.filter((id) => !sources.includes(`'${id}'`))).toEqual([]);
  });

  it('shows all commands under one category', () => {
    expect(commands.filter((command) => command.category !== '%category%')).toEqual([]);
  });

  it('offers what concerns a connection in the palette, where no row is chosen', () => {
    const hidden = (menus.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
    const ofConnections = [
      'addConnection',
      'editConnection',
      'removeConnection',
      'checkConnection',
      'signIn',
      'signOut',
      'setCredential',
      'openSetup',
      'copySetupCommands',
    ].map((name) => `m365Audit.${name}`);
    expect(ids).toEqual(expect.arrayContaining(ofConnections));
    expect(hidden.filter((command) => ofConnections.includes(command))).toEqual([]);
  });

  it('hides commands from the palette that need a row', () => {
    const hidden = (menus.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
    expect(hidden).toEqual(
      expect.arrayContaining([
        'm365Audit.openBlob',
        'm365Audit.queryBlob',
        'm365Audit.queryWindow',
        'm365Audit.loadMore',
      ]),
    );
  });

  it('points only to files that are there', () => {
    const text = readFileSync(path.join(root, 'package.json'), 'utf8');
    const files = [...text.matchAll(/"((?:\.\/)?media\/[\w./-]+)"/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});
