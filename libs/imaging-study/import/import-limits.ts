const MiB = 1024 * 1024;

/** Bounds of one import; they hold for what is really unpacked, whatever an archive says of itself. */
export interface ImportLimits {
  /** One file or archive member. */
  objectBytes: number;
  /** All members of one archive together. */
  archiveBytes: number;
  archiveMembers: number;
  /** Unpacked : packed size of an archive once it exceeds `archiveFloor`; a real study stays below 20. */
  archiveRatio: number;
  archiveFloor: number;
}

export const defaultImportLimits: Readonly<ImportLimits> = {
  objectBytes: 4096 * MiB,
  archiveBytes: 64 * 1024 * MiB,
  archiveMembers: 200_000,
  archiveRatio: 100,
  archiveFloor: 256 * MiB,
};
