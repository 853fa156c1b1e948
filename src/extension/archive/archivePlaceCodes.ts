import type { EngineErrorData } from '../../core/protocol/engineError';

const codes = ['ArchiveFolderInvalid', 'ArchiveMissing', 'ArchiveGone', 'ArchiveMoved'] as const;

/** Codes of errors for an archive that is not where the settings say; all but the first are the engine's. */
export type ArchivePlaceCode = (typeof codes)[number];

/** Whether another folder may help. */
export function isAboutArchivePlace({ code }: EngineErrorData): boolean {
  return codes.some((known) => known === code);
}
