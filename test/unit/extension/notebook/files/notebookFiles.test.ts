import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import { EngineError } from '../../../../../src/core/protocol/engineError';
import type { QueryFiles } from '../../../../../src/core/protocol/queryProtocol';
import { NotebookFiles } from '../../../../../src/extension/notebook/files/notebookFiles';
import { memento } from '../../memento';

const ui = vi.hoisted(() => ({ isTrusted: true, answer: 'Allow', questions: [] as string[] }));

vi.mock('vscode', async () => ({
  ...(await import('../../vscodeStandIn')),
  workspace: {
    get isTrusted() {
      return ui.isTrusted;
    },
    workspaceFolders: [
      { uri: { scheme: 'file', fsPath: '/projects/space' } },
      { uri: { scheme: 'https', fsPath: '/x' } },
    ],
    getConfiguration: () => ({ get: (name: string) => (name === 'watchlists.folder' ? 'watchlists' : '') }),
  },
  window: {
    showWarningMessage: (question: string) => {
      ui.questions.push(question);
      return Promise.resolve(ui.answer);
    },
  },
}));

/** As the engine does with a query that reads `users.csv`. */
function engine({ folder, allowed }: QueryFiles): Promise<string> {
  const file = path.resolve(folder, 'users.csv');
  return allowed.includes(file)
    ? Promise.resolve('rows')
    : Promise.reject(new EngineError({ kind: 'query', code: 'fileNotAllowed', message: 'No.', file, start: 3 }));
}

function notebookAt(scheme: string, fsPath: string): vscode.NotebookDocument {
  const document: unknown = { uri: { scheme, fsPath } };
  return document as vscode.NotebookDocument;
}

const notebook = notebookAt('file', '/projects/space/hunts/a.auditnb');
const untitled = notebookAt('untitled', 'Untitled-1');

beforeEach(() => {
  Object.assign(ui, { isTrusted: true, answer: 'Allow', questions: [] });
});

describe('a file that a query reads', () => {
  test('is asked for once in a workspace, and looked for beside the notebook', async () => {
    const memory = memento();
    expect(await new NotebookFiles(memory).run(notebook, engine)).toBe('rows');
    expect(await new NotebookFiles(memory).run(notebook, engine)).toBe('rows');
    expect(ui.questions).toEqual([
      `The query reads the file ${path.resolve('/projects/space/hunts/users.csv')}. Allow it?`,
    ]);
    await new NotebookFiles(memory).run(untitled, engine);
    expect(ui.questions).toHaveLength(2);
    expect(ui.questions[1]).toContain(path.resolve('/projects/space/users.csv'));
  });

  test('is not read where the user leaves; the next run asks again', async () => {
    const files = new NotebookFiles(memento());
    ui.answer = 'Cancel';
    await expect(files.run(notebook, engine)).rejects.toMatchObject({
      data: { code: 'fileNotAllowed', message: expect.stringContaining('you did not allow') as string, start: 3 },
    });
    ui.answer = 'Allow';
    expect(await files.run(notebook, engine)).toBe('rows');
  });

  test('is not even asked for in a workspace without trust', async () => {
    const files = new NotebookFiles(memento());
    await files.run(notebook, engine);
    ui.isTrusted = false;
    await expect(files.run(notebook, engine)).rejects.toThrow('trusted workspaces only');
    expect(ui.questions).toHaveLength(1);
  });

  test('is not asked for twice by an engine that refuses it nevertheless', async () => {
    const refusal = new EngineError({ kind: 'query', code: 'fileNotAllowed', message: 'No.', file: '/a' });
    await expect(new NotebookFiles(memento()).run(notebook, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(ui.questions).toHaveLength(1);
  });
});

test('watchlists are in a folder of the workspace, if it is trusted', async () => {
  const files = new NotebookFiles(memento());
  const folders = (): Promise<readonly string[]> =>
    files.run(notebook, ({ watchlistFolders }) => Promise.resolve(watchlistFolders));
  expect(await folders()).toEqual([path.resolve('/projects/space/watchlists')]);
  ui.isTrusted = false;
  expect(await folders()).toEqual([]);
});
