/** Transfer syntaxes by keyword (PS3.6 annex A). */
export const TransferSyntax = {
  ImplicitVrLittleEndian: '1.2.840.10008.1.2',
  ExplicitVrLittleEndian: '1.2.840.10008.1.2.1',
  EncapsulatedUncompressed: '1.2.840.10008.1.2.1.98',
  DeflatedExplicitVrLittleEndian: '1.2.840.10008.1.2.1.99',
  ExplicitVrBigEndian: '1.2.840.10008.1.2.2',
  JpegBaseline: '1.2.840.10008.1.2.4.50',
  JpegExtended: '1.2.840.10008.1.2.4.51',
  JpegSpectralSelection: '1.2.840.10008.1.2.4.53',
  JpegFullProgression: '1.2.840.10008.1.2.4.55',
  JpegLossless: '1.2.840.10008.1.2.4.57',
  JpegLosslessFirstOrder: '1.2.840.10008.1.2.4.70',
  JpegLsLossless: '1.2.840.10008.1.2.4.80',
  JpegLsNearLossless: '1.2.840.10008.1.2.4.81',
  Jpeg2000Lossless: '1.2.840.10008.1.2.4.90',
  Jpeg2000: '1.2.840.10008.1.2.4.91',
  HtJpeg2000Lossless: '1.2.840.10008.1.2.4.201',
  HtJpeg2000LosslessRpcl: '1.2.840.10008.1.2.4.202',
  HtJpeg2000: '1.2.840.10008.1.2.4.203',
  RleLossless: '1.2.840.10008.1.2.5',
  DeflatedImageFrame: '1.2.840.10008.1.2.8.1',
} as const;

const names: Readonly<Record<string, string>> = {
  [TransferSyntax.ImplicitVrLittleEndian]: 'Implicit VR Little Endian',
  [TransferSyntax.ExplicitVrLittleEndian]: 'Explicit VR Little Endian',
  [TransferSyntax.EncapsulatedUncompressed]: 'Encapsulated Uncompressed Explicit VR Little Endian',
  [TransferSyntax.DeflatedExplicitVrLittleEndian]: 'Deflated Explicit VR Little Endian',
  [TransferSyntax.ExplicitVrBigEndian]: 'Explicit VR Big Endian',
  [TransferSyntax.JpegBaseline]: 'JPEG Baseline (Process 1)',
  [TransferSyntax.JpegExtended]: 'JPEG Extended (Process 2 and 4)',
  '1.2.840.10008.1.2.4.52': 'JPEG Extended (Process 3 and 5)',
  [TransferSyntax.JpegSpectralSelection]: 'JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)',
  '1.2.840.10008.1.2.4.54': 'JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)',
  [TransferSyntax.JpegFullProgression]: 'JPEG Full Progression, Non-Hierarchical (Process 10 and 12)',
  '1.2.840.10008.1.2.4.56': 'JPEG Full Progression, Non-Hierarchical (Process 11 and 13)',
  [TransferSyntax.JpegLossless]: 'JPEG Lossless, Non-Hierarchical (Process 14)',
  '1.2.840.10008.1.2.4.58': 'JPEG Lossless, Non-Hierarchical (Process 15)',
  [TransferSyntax.JpegLosslessFirstOrder]:
    'JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14, Selection Value 1)',
  [TransferSyntax.JpegLsLossless]: 'JPEG-LS Lossless',
  [TransferSyntax.JpegLsNearLossless]: 'JPEG-LS Lossy (Near-Lossless)',
  [TransferSyntax.Jpeg2000Lossless]: 'JPEG 2000 (Lossless Only)',
  [TransferSyntax.Jpeg2000]: 'JPEG 2000',
  '1.2.840.10008.1.2.4.92': 'JPEG 2000 Part 2 Multi-component (Lossless Only)',
  '1.2.840.10008.1.2.4.93': 'JPEG 2000 Part 2 Multi-component',
  '1.2.840.10008.1.2.4.94': 'JPIP Referenced',
  '1.2.840.10008.1.2.4.95': 'JPIP Referenced Deflate',
  '1.2.840.10008.1.2.4.100': 'MPEG2 Main Profile / Main Level',
  '1.2.840.10008.1.2.4.101': 'MPEG2 Main Profile / High Level',
  '1.2.840.10008.1.2.4.102': 'MPEG-4 AVC/H.264 High Profile / Level 4.1',
  '1.2.840.10008.1.2.4.103': 'MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1',
  '1.2.840.10008.1.2.4.104': 'MPEG-4 AVC/H.264 High Profile / Level 4.2 for 2D video',
  '1.2.840.10008.1.2.4.105': 'MPEG-4 AVC/H.264 High Profile / Level 4.2 for 3D video',
  '1.2.840.10008.1.2.4.106': 'MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2',
  '1.2.840.10008.1.2.4.107': 'HEVC/H.265 Main Profile / Level 5.1',
  '1.2.840.10008.1.2.4.108': 'HEVC/H.265 Main 10 Profile / Level 5.1',
  '1.2.840.10008.1.2.4.110': 'JPEG XL Lossless',
  '1.2.840.10008.1.2.4.111': 'JPEG XL JPEG Recompression',
  '1.2.840.10008.1.2.4.112': 'JPEG XL',
  [TransferSyntax.HtJpeg2000Lossless]: 'High-Throughput JPEG 2000 (Lossless Only)',
  [TransferSyntax.HtJpeg2000LosslessRpcl]: 'High-Throughput JPEG 2000 with RPCL Options (Lossless Only)',
  [TransferSyntax.HtJpeg2000]: 'High-Throughput JPEG 2000',
  [TransferSyntax.RleLossless]: 'RLE Lossless',
  [TransferSyntax.DeflatedImageFrame]: 'Deflated Image Frame Compression',
};

/** Name of a transfer syntax (PS3.6 table A-1), or "unknown transfer syntax". */
export const transferSyntaxName = (uid: string): string => names[uid] ?? 'unknown transfer syntax';

const native = new Set<string>([
  TransferSyntax.ImplicitVrLittleEndian,
  TransferSyntax.ExplicitVrLittleEndian,
  TransferSyntax.DeflatedExplicitVrLittleEndian,
  TransferSyntax.ExplicitVrBigEndian,
]);

/** Whether pixel data lie unfragmented in the data set (PS3.5 section 8.1) rather than encapsulated (A.4). */
export const isNativeTransferSyntax = (uid: string): boolean => native.has(uid);
