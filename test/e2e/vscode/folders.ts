import path from 'node:path';
import { cacheFolder } from '../../tools/repository.ts';

const folder = path.join(cacheFolder, 'vscode');

/** Extensions of the VS Code that the tests drive: only ours. */
export const testExtensionsFolder = path.join(folder, 'test-extensions');

/** What `npm start` keeps from one start to the next. */
export const startFolders = {
  userDataFolder: path.join(folder, 'user-data'),
  extensionsFolder: path.join(folder, 'extensions'),
  workspaceFolder: path.join(folder, 'workspace'),
};
