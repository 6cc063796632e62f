export { dicomJsonOf } from './data-set/dicom-json-of';
export { encodeDicomJson } from './data-set/encode-dicom-json';
export { readDataSet } from './data-set/read-data-set';
export * from './dicom-error';
export { retrievableSopClasses, SopClass, sopClassName } from './dictionary/sop-class';
export { TransferSyntax, isNativeTransferSyntax, transferSyntaxName } from './dictionary/transfer-syntax';
export { type Attribute, dictionaryVr, findTag, keywordOf, tagOf } from './dictionary/attribute';
export type { BulkValue, Fragment } from './header/bulk-value';
export { bytesSource, type ByteSource, type SourceRange } from './header/byte-source';
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
export { checkIod, type CheckIodOptions, checkModules } from './iod/check-iod';
export type { IodFinding, IodRule } from './iod/iod-finding';
export { checkedSopClasses } from './iod/iods';
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
export { decodeFrame, decodeFrameBytes, frameCount } from './pixels/decode-frame';
export { frameRecipe, isDecodable } from './pixels/frame-recipe';
export type { PixelCodecs } from './pixels/pixel-codecs';
export { PixelPool } from './pixels/pixel-pool';
export { answerPixelTask, type PixelTask, transferableOf } from './pixels/pixel-task';
export { type FramePicture, pictureRecipe, type PixelWork } from './pixels/pixel-work';
export { readStoredFrame, storedFramePlace, type StoredPlace } from './stored/stored-frame';
export { readableCharacterSets } from './text/character-sets';
export { decodeText } from './text/decode-text';
export { implementationClassUid, implementationVersionName } from './write/implementation';
export type { NaturalDataset, NaturalValue } from './write/natural-dataset';
export {
  type RawInstance,
  type WriteOptions,
  part10Head,
  wrapPart10,
  writePart10,
} from './write/part10-writer';
export { newUid } from './write/uid';
export { basicTextSr, type BasicTextSrInput } from './objects/basic-text-sr/basic-text-sr';
export { dcm, type DicomCode, sctCode } from './objects/composite/code';
export type {
  CompositeInput,
  ImageReference,
  InstanceReference,
  PlacedReference,
} from './objects/composite/composite-input';
export { encapsulatedPdf, type EncapsulatedPdfInput } from './objects/encapsulated-pdf/encapsulated-pdf';
export {
  keyObjectSelection,
  type KeyObjectSelectionInput,
} from './objects/key-object-selection/key-object-selection';
export type {
  AlgorithmFinding,
  ImageRegion,
  OutlinedFinding,
} from './objects/measurement-report/finding-group';
export {
  measurementReport,
  type MeasurementReportInput,
} from './objects/measurement-report/measurement-report';
export type { Annotation, Caption, Layer } from './objects/presentation-state/annotation';
export { type GreyPresentation, greyPresentation } from './objects/presentation-state/grey-presentation';
export {
  presentationState,
  type PresentationStateInput,
} from './objects/presentation-state/presentation-state';
export type { Algorithm, Observer } from './objects/sr/observation-context';
export type { SectionText, SrSection, TextProperty } from './objects/sr/section';
export type { SrDocumentInput, Verification } from './objects/sr/sr-document';
export { assertTranscodable, objectSyntaxes, transcodeDataSet } from './transcode/transcode-object';
export type { TranscodingSource } from './transcode/transcoding-source';
export { frameSyntaxes, isGivenAsStored, transcodeFrame } from './transcode/transcode-frame';
export { swapStream, wordSize } from './transcode/swap-words';
export { TranscodingImpossible } from './transcode/transcode-error';
