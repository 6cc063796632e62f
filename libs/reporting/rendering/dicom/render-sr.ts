import { basicTextSr, SopClass } from '@wetread/dicom';
import type { ReportDocument } from '../../domain/report-document';
import { reportTitle } from './dicom-codes';
import { evidenceImages, placed } from './document-evidence';
import { objectOf, predecessorsOf } from './document-object';
import { observersOf, standingOf } from './document-people';
import { remarksOf, sectionsOf } from './document-sections';

/**
 * The report as a DICOM Basic Text SR file. A draft is PARTIAL and UNVERIFIED with the model as observer; a
 * signed report is COMPLETE and VERIFIED with the signer as verifying observer. The same revision always gives
 * the same bytes.
 */
export const renderSr = (document: ReportDocument): Uint8Array =>
  basicTextSr({
    ...objectOf('sr', document),
    ...standingOf(document),
    title: reportTitle,
    observers: observersOf(document),
    remarks: remarksOf(document),
    sections: sectionsOf(document),
    evidence: evidenceImages(document).map(placed),
    predecessors: predecessorsOf('sr', SopClass.BasicTextSrStorage, document),
  });
