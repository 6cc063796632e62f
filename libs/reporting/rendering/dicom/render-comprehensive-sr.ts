import {
  type AlgorithmFinding,
  measurementReport,
  type OutlinedFinding,
  sctCode,
  SopClass,
} from '@wetread/dicom';
import { chestFilmProcedure, findingLabel, chestConcept, sideConcept } from '@wetread/terminology';
import type { DecidedFinding, ModelProvenance, ReportSentence } from '../../domain/report-content';
import type { ReportDocument } from '../../domain/report-document';
import { coded, findingConcept } from './dicom-codes';
import { evidenceImages, imageOf, outlineOf, placed, referenceTo } from './document-evidence';
import { derivedUid } from './derived-uid';
import { objectOf, predecessorsOf } from './document-object';
import { algorithmOf, deviceObserver, observersOf, personObservers, standingOf } from './document-people';
import { remarksOf, sectionsOf } from './document-sections';

/** CID 241 "Present-Absent Only". */
const present = sctCode('52101004', 'Present');
const absent = sctCode('272519000', 'Absent');

/**
 * The report as a Comprehensive SR after TID 1500. What the model decided stands under the model as a device, with
 * its probability and outline, signed or not; the text stands in sections beside it, under the signer when it is
 * signed. The same revision always gives the same bytes.
 */
export const renderComprehensiveSr = (document: ReportDocument): Uint8Array =>
  measurementReport({
    ...objectOf('comprehensive-sr', document),
    ...standingOf(document),
    procedure: coded(chestFilmProcedure),
    observers: observersOf(document),
    findings: { observer: deviceObserver(document), ...modelFindings(document) },
    remarks: remarksOf(document),
    sections: sectionsOf(document).map((section) => ({ ...section, observers: personObservers(document) })),
    evidence: evidenceImages(document).map(placed),
    predecessors: predecessorsOf('comprehensive-sr', SopClass.ComprehensiveSrStorage, document),
  });

function modelFindings(document: ReportDocument): {
  outlined: OutlinedFinding[];
  evaluated: AlgorithmFinding[];
} {
  const { model, findings } = document;
  if (!model) return { outlined: [], evaluated: [] };
  const outlined: OutlinedFinding[] = [];
  const evaluated: AlgorithmFinding[] = [];
  for (const decided of findings) {
    const finding = algorithmFinding(model, decided);
    const region = decided.present ? regionOf(document, decided.code) : null;
    if (region) outlined.push({ ...finding, ...tracked(document, decided.code), region });
    else evaluated.push(finding);
  }
  return { outlined, evaluated };
}

function algorithmFinding(model: ModelProvenance, decided: DecidedFinding): AlgorithmFinding {
  const { side } = decided.location;
  return {
    concept: findingConcept(decided.code),
    presence: decided.present ? present : absent,
    certainty: Math.round(decided.probability * 1000) / 10,
    site: side === 'none' ? null : coded(chestConcept),
    laterality: side === 'none' ? null : coded(sideConcept[side]),
    algorithm: algorithmOf(model),
  };
}

/** The finding keeps its tracking UID through all revisions of the report. */
const tracked = ({ reportId }: ReportDocument, code: string) => ({
  trackingIdentifier: findingLabel(code),
  trackingUid: derivedUid(`tracking ${reportId} ${code}`),
});

/** Where the model's own sentence points; a sentence that a person took out of the text takes its outline along. */
function regionOf(document: ReportDocument, code: string): OutlinedFinding['region'] | null {
  const pointing = (sentence: ReportSentence): boolean =>
    sentence.finding === code && sentence.polarity === 'present' && sentence.evidence !== null;
  const evidence = document.sentences.find(pointing)?.evidence;
  const image = imageOf(document, evidence ?? null);
  const outline = evidence && image && outlineOf(image, evidence);
  return outline ? { image: referenceTo(image, evidence.frame), outline } : null;
}
