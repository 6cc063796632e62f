import { data } from 'dcmjs';

/** SOP classes by keyword (PS3.4 annex B.5, PS3.6 table A-1): those the product speaks of by name. */
export const SopClass = {
  Verification: '1.2.840.10008.1.1',
  ComputedRadiographyImageStorage: '1.2.840.10008.5.1.4.1.1.1',
  DigitalXRayImageStorageForPresentation: '1.2.840.10008.5.1.4.1.1.1.1',
  DigitalXRayImageStorageForProcessing: '1.2.840.10008.5.1.4.1.1.1.1.1',
  CtImageStorage: '1.2.840.10008.5.1.4.1.1.2',
  EnhancedCtImageStorage: '1.2.840.10008.5.1.4.1.1.2.1',
  UltrasoundMultiFrameImageStorage: '1.2.840.10008.5.1.4.1.1.3.1',
  MrImageStorage: '1.2.840.10008.5.1.4.1.1.4',
  EnhancedMrImageStorage: '1.2.840.10008.5.1.4.1.1.4.1',
  UltrasoundImageStorage: '1.2.840.10008.5.1.4.1.1.6.1',
  SecondaryCaptureImageStorage: '1.2.840.10008.5.1.4.1.1.7',
  XRayAngiographicImageStorage: '1.2.840.10008.5.1.4.1.1.12.1',
  NuclearMedicineImageStorage: '1.2.840.10008.5.1.4.1.1.20',
  SegmentationStorage: '1.2.840.10008.5.1.4.1.1.66.4',
  BasicTextSrStorage: '1.2.840.10008.5.1.4.1.1.88.11',
  EnhancedSrStorage: '1.2.840.10008.5.1.4.1.1.88.22',
  ComprehensiveSrStorage: '1.2.840.10008.5.1.4.1.1.88.33',
  EncapsulatedPdfStorage: '1.2.840.10008.5.1.4.1.1.104.1',
} as const;

const named: Readonly<Record<string, string>> = {
  [SopClass.Verification]: 'Verification',
  [SopClass.ComputedRadiographyImageStorage]: 'Computed Radiography Image Storage',
  [SopClass.DigitalXRayImageStorageForPresentation]: 'Digital X-Ray Image Storage - For Presentation',
  [SopClass.DigitalXRayImageStorageForProcessing]: 'Digital X-Ray Image Storage - For Processing',
  [SopClass.CtImageStorage]: 'CT Image Storage',
  [SopClass.EnhancedCtImageStorage]: 'Enhanced CT Image Storage',
  [SopClass.UltrasoundMultiFrameImageStorage]: 'Ultrasound Multi-frame Image Storage',
  [SopClass.MrImageStorage]: 'MR Image Storage',
  [SopClass.EnhancedMrImageStorage]: 'Enhanced MR Image Storage',
  [SopClass.UltrasoundImageStorage]: 'Ultrasound Image Storage',
  [SopClass.SecondaryCaptureImageStorage]: 'Secondary Capture Image Storage',
  [SopClass.XRayAngiographicImageStorage]: 'X-Ray Angiographic Image Storage',
  [SopClass.NuclearMedicineImageStorage]: 'Nuclear Medicine Image Storage',
  [SopClass.SegmentationStorage]: 'Segmentation Storage',
  [SopClass.BasicTextSrStorage]: 'Basic Text SR Storage',
  [SopClass.EnhancedSrStorage]: 'Enhanced SR Storage',
  [SopClass.ComprehensiveSrStorage]: 'Comprehensive SR Storage',
  [SopClass.EncapsulatedPdfStorage]: 'Encapsulated PDF Storage',
};

/** Name of a SOP class; falls back on the dictionary of dcmjs, then on "unknown SOP class". */
export const sopClassName = (uid: string): string =>
  named[uid] ?? data.DicomMetaDictionary.sopClassNamesByUID[uid] ?? 'unknown SOP class';
