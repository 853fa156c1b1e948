/** The dialogs of the archive: loaded when one of them is asked for, not with the extension. */
export { askAndDelete, confirmAndDelete } from './deleteRecords';
export { askAndExport } from './exportRecords';
export { chooseArchiveFolder, moveArchive } from './moveArchive';
export { askForRetention } from './retentionQuestions';
export { showArchive } from './showArchive';
