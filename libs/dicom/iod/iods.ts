import { SopClass } from '../dictionary/sop-class';
import type { IodModule } from './attribute-rule';
import { ctImage, mrImage, nmImage, usImage } from './modules/cross-sectional';
import {
  encapsulatedDocument,
  keyObjectDocument,
  presentationState,
  segmentationImage,
  srDocumentContent,
  srDocumentGeneral,
  srDocumentSeries,
} from './modules/document';
import {
  acquisitionContext,
  generalImage,
  imagePixel,
  imagePlane,
  modalityLut,
  multiFrame,
  multiFrameDimension,
  multiFrameFunctionalGroups,
  scMultiFrameImage,
  voiLut,
} from './modules/image';
import { generalStudy, patient } from './modules/patient-and-study';
import {
  crSeries,
  enhancedGeneralEquipment,
  frameOfReference,
  generalEquipment,
  generalSeries,
  scEquipment,
  sopCommon,
} from './modules/series-and-equipment';
import {
  crImage,
  dxAnatomyImaged,
  dxDetector,
  dxImage,
  dxSeries,
  xaAcquisition,
  xaImage,
} from './modules/x-ray';

const common = [patient, generalStudy, sopCommon];
const image = [...common, generalSeries, generalImage, imagePixel, voiLut];
const film = [...image, generalEquipment];
const digitalXRay = [...film, dxSeries, dxAnatomyImaged, dxImage, dxDetector, acquisitionContext];
const secondaryCapture = [...image, scEquipment];
const multiFrameCapture = [...secondaryCapture, multiFrame, scMultiFrameImage];
const enhanced = [
  ...common,
  generalSeries,
  frameOfReference,
  enhancedGeneralEquipment,
  imagePixel,
  multiFrameFunctionalGroups,
  multiFrameDimension,
  acquisitionContext,
];
const structuredReport = [
  ...common,
  srDocumentSeries,
  generalEquipment,
  srDocumentGeneral,
  srDocumentContent,
];

const SINGLE_BIT_CAPTURE = '1.2.840.10008.5.1.4.1.1.7.1';
const BYTE_CAPTURE = '1.2.840.10008.5.1.4.1.1.7.2';
const WORD_CAPTURE = '1.2.840.10008.5.1.4.1.1.7.3';
const COLOUR_CAPTURE = '1.2.840.10008.5.1.4.1.1.7.4';
const KEY_OBJECT_SELECTION = '1.2.840.10008.5.1.4.1.1.88.59';
const GREYSCALE_PRESENTATION_STATE = '1.2.840.10008.5.1.4.1.1.11.1';

/** Mandatory modules of the IODs that are checked (PS3.3 annex A), by SOP class. */
const modulesOfClass: Readonly<Record<string, readonly IodModule[]>> = {
  [SopClass.ComputedRadiographyImageStorage]: [...film, crSeries, crImage, modalityLut],
  [SopClass.DigitalXRayImageStorageForPresentation]: digitalXRay,
  [SopClass.DigitalXRayImageStorageForProcessing]: digitalXRay,
  [SopClass.CtImageStorage]: [...film, frameOfReference, imagePlane, ctImage],
  [SopClass.MrImageStorage]: [...film, frameOfReference, imagePlane, mrImage],
  [SopClass.NuclearMedicineImageStorage]: [...film, nmImage],
  [SopClass.UltrasoundImageStorage]: [...film, usImage],
  [SopClass.UltrasoundMultiFrameImageStorage]: [...film, usImage, multiFrame],
  [SopClass.XRayAngiographicImageStorage]: [...film, xaImage, xaAcquisition],
  [SopClass.SecondaryCaptureImageStorage]: [...secondaryCapture, modalityLut],
  [SINGLE_BIT_CAPTURE]: multiFrameCapture,
  [BYTE_CAPTURE]: multiFrameCapture,
  [WORD_CAPTURE]: multiFrameCapture,
  [COLOUR_CAPTURE]: multiFrameCapture,
  [SopClass.EnhancedCtImageStorage]: enhanced,
  [SopClass.EnhancedMrImageStorage]: enhanced,
  [SopClass.SegmentationStorage]: [
    ...common,
    generalSeries,
    enhancedGeneralEquipment,
    imagePixel,
    multiFrameFunctionalGroups,
    multiFrameDimension,
    segmentationImage,
  ],
  [SopClass.BasicTextSrStorage]: structuredReport,
  [SopClass.EnhancedSrStorage]: structuredReport,
  [SopClass.ComprehensiveSrStorage]: structuredReport,
  [KEY_OBJECT_SELECTION]: [
    ...common,
    srDocumentSeries,
    generalEquipment,
    keyObjectDocument,
    srDocumentContent,
  ],
  [GREYSCALE_PRESENTATION_STATE]: [...common, generalEquipment, presentationState],
  [SopClass.EncapsulatedPdfStorage]: [...common, generalEquipment, scEquipment, encapsulatedDocument],
};

/** Modules that every composite object has, whatever its class (PS3.3 A.1.4). */
const anyComposite: readonly IodModule[] = [...common];

/** SOP classes whose IOD is checked beyond what all objects share. */
export const checkedSopClasses: readonly string[] = Object.keys(modulesOfClass);

/** The modules to check; `null` in place of the IOD's own when the class is not one of {@link checkedSopClasses}. */
export const modulesOf = (sopClassUid: string): { modules: readonly IodModule[]; known: boolean } => {
  const modules = modulesOfClass[sopClassUid];
  return modules ? { modules, known: true } : { modules: anyComposite, known: false };
};
