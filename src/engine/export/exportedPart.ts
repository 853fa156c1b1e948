export interface ExportProgress {
  readonly records: number;
  /** 0 to 1. */
  readonly fraction: number;
}

export interface ExportOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
}

/** A part of an export, and how many records it has more than those before. */
export interface ExportedPart {
  readonly bytes: Uint8Array;
  readonly records: number;
}
