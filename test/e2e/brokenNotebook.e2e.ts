import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useSession } from './driver/useSession.ts';

const fileName = 'broken.auditnb';

/** A notebook that breaks off: what is left of it is worth keeping all the same. */
const brokenText =
  '{\n  "format": 1,\n  "cells": [\n    { "kind": "code", "language": "kql", "source": ["AuditRecords | co';

const session = useSession(() => ({
  name: 'brokenNotebook',
  prepareWorkspace: async (folder) => {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, fileName), brokenText);
  },
}));

test('a notebook that cannot be read shows an error, and its bytes stay as they are', async () => {
  const { workbench, workspaceFolder } = session();
  await workbench.openFile(fileName);
  await workbench.editorError.waitFor();
  await workbench.notification('The notebook cannot be opened, and was left as it is.').waitFor();
  await workbench.screenshot('broken-notebook');

  await workbench.page.keyboard.press('Control+S');
  await workbench.runCommand('View: Close All Editors');
  expect(await readFile(path.join(workspaceFolder, fileName), 'utf8')).toBe(brokenText);
});
