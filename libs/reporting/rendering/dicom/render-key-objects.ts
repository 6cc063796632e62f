import { dcm, keyObjectSelection } from '@wetread/dicom';
import { findingLabel } from '@wetread/terminology';
import { NothingToRender } from '../../domain/report-errors';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned } from '../../domain/report-status';
import { remarksOf } from './document-sections';
import { placed, referenceTo, statedRegions } from './document-evidence';
import { objectOf } from './document-object';
import { observersOf } from './document-people';

/** CID 7010: a signed report's images go with the report, a draft's are worth a look. */
const forReportAttachment = dcm('113020', 'For Report Attachment');
const ofInterest = dcm('113000', 'Of Interest');

/**
 * The images on which a finding is stated as present, as a Key Object Selection that says which.
 * @throws NothingToRender when there is none
 */
export function renderKeyObjects(document: ReportDocument): Uint8Array {
  const regions = statedRegions(document);
  const images = [...new Map(regions.map((region) => [region.image.sopInstanceUid, region])).values()];
  if (images.length === 0)
    throw new NothingToRender('key-objects', 'no stated finding points at an image of the study');
  const critical = regions.filter((region) => region.critical);
  const other = regions.filter((region) => !region.critical);
  const labels = (of: typeof regions): string => of.map(({ finding }) => findingLabel(finding)).join(', ');
  return keyObjectSelection({
    ...objectOf('key-objects', document),
    title: isSigned(document.status) ? forReportAttachment : ofInterest,
    description: [
      ...remarksOf(document),
      ...(critical.length > 0 ? [`Critical: ${labels(critical)}.`] : []),
      ...(other.length > 0 ? [`Stated: ${labels(other)}.`] : []),
    ].join('\n'),
    observers: observersOf(document),
    images: images.map(({ image, evidence }) => ({
      ...placed(image),
      ...referenceTo(image, evidence.frame),
    })),
  });
}
