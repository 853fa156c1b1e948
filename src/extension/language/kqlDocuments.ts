import { kqlNotebookType, notebookType } from '../notebook/notebookTypes';

/** The language of the documents that the engine helps to write, as in the manifest. */
export const kqlLanguage = 'kql';

/** Cells of our notebooks, files, and files that are not saved yet. */
export const kqlDocuments = [
  { notebook: notebookType, language: kqlLanguage },
  { notebook: kqlNotebookType, language: kqlLanguage },
  { scheme: 'file', language: kqlLanguage },
  { scheme: 'untitled', language: kqlLanguage },
  { scheme: 'vscode-vfs', language: kqlLanguage },
] as const;
