export * from './dicom-error';
export { SopClass, sopClassName } from './dictionary/sop-class';
export { TransferSyntax, isNativeTransferSyntax, transferSyntaxName } from './dictionary/transfer-syntax';
export { DicomItem } from './header/dicom-item';
export {
  type DicomJson,
  type DicomJsonAttribute,
  type DicomJsonOptions,
  toDicomJson,
} from './header/dicom-json';
export { DicomObject, readInstanceHeader } from './header/dicom-object';
export type {
  ImageHeader,
  InstanceHeader,
  PatientHeader,
  SeriesHeader,
  StudyHeader,
} from './header/instance-header';
export { defaultReadLimits, type ReadLimits } from './header/read-limits';
export { type DisplayTransform, displayTransform } from './lut/display-transform';
export type { GreyImage, RgbImage } from './lut/grey-image';
export {
  type DisplayOrientation,
  displayOrientation,
  toDisplayOrientation,
  toStoredBox,
} from './lut/orientation';
export { renderGrey8, renderRgb8 } from './lut/render';
export { applyWindow, type VoiLutFunction, type Window } from './lut/window';
export type { DecodedFrame, PixelArray } from './pixels/decoded-frame';
export { forEachTextCell, glyphHeight, textCells } from './pixels/film-face';
export { decodeFrame, frameCount, isDecodable } from './pixels/decode-frame';
export { decodeText } from './text/decode-text';
export { implementationClassUid, implementationVersionName } from './write/implementation';
export type { NaturalDataset, NaturalValue } from './write/natural-dataset';
export { type RawInstance, type WriteOptions, wrapPart10, writePart10 } from './write/part10-writer';
export { newUid } from './write/uid';
export { basicTextSr, type BasicTextSrInput, type SrEvidence } from './basic-text-sr';
export type {
  SrCode,
  SrImageReference,
  SrObserver,
  SrProperty,
  SrSection,
  SrTextItem,
} from './basic-text-sr-content';
