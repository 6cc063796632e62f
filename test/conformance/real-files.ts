import { basename } from 'node:path';

/** Failure Reason of an instance whose SOP Instance UID is taken by other bytes (PS3.18 annex I.2). */
export const DUPLICATE = 0x0111;

const WITHOUT_STUDY = 'it has no Study Instance UID';
/** Real files that STOW-RS refuses however they come, and why. */
export const refusedFiles: Readonly<Record<string, { status: number; reason: number; why: string }>> = {
  'bad_sequence.dcm': {
    status: 409,
    reason: 0xa900,
    why: 'its UIDs are hexadecimal digests, not UIDs (PS3.5 section 9.1)',
  },
  'multiframe.dcm': { status: 409, reason: 0xa900, why: WITHOUT_STUDY },
  'HTJ2KLossless_08_RGB.dcm': { status: 409, reason: 0xa900, why: WITHOUT_STUDY },
  'HTJ2K_08_RGB.dcm': { status: 409, reason: 0xa900, why: WITHOUT_STUDY },
  'SC_rgb_jls_lossy_line.dcm': { status: 409, reason: 0xa900, why: WITHOUT_STUDY },
  'SC_rgb_jls_lossy_sample.dcm': { status: 409, reason: 0xa900, why: WITHOUT_STUDY },
  'SC_rgb_jpeg.dcm': { status: 400, reason: 0xc012, why: 'a value is longer than the file' },
};

/** Real files of which Orthanc keeps one more than we, and why. */
export const takenFiles: Readonly<Record<string, string>> = {
  'ac648f8c_CTImage.dcm_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm':
    'its SOP Instance UID is taken; Orthanc tells instances apart by patient and series as well',
};

/** Real files that are stored with a warning (B007), since they lack what their class demands. */
const incompleteFiles: ReadonlySet<string> = new Set([
  'CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm',
  'TestPattern_JPEG-Lossless_RGB.dcm',
  'wave_dfl',
  'RG1_J2KI.dcm',
  'RG1_JLSN.dcm',
  'color-pl.dcm',
  'emri_small.dcm',
  'gdcm-US-ALOKA-16.dcm',
  'SC_jpeg_no_color_transform.dcm',
  'SC_jpeg_no_color_transform_2.dcm',
  'SC_rgb_jpeg_dcmd.dcm',
  'chrJapMulti.dcm',
  'chrKoreanMulti.dcm',
]);
export const isIncomplete = (path: string): boolean => incompleteFiles.has(basename(path));

/** A real object that lies in two files, whose encodings differ and whose values do not: storing it again changes nothing. */
export const isThereTwice = (path: string): boolean => basename(path) === 'TestPattern_Palette_16.dcm';

/** Real objects that have no pixels to be shown. */
const filesWithoutPixels: ReadonlySet<string> = new Set([
  'no-pixel-data.dcm',
  'wave_dfl',
  'chrJapMulti.dcm',
  'chrKoreanMulti.dcm',
]);
export const hasPixels = (path: string): boolean => !filesWithoutPixels.has(basename(path));

/** Real objects that are rendered as words. */
export const isReport = (path: string): boolean => basename(path) === 'no-pixel-data.dcm';
