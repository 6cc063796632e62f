import { Injectable } from '@nestjs/common';
import { Studies, type StoredStudy, type StudyContents, StudyIntake } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import { OrderAttributes } from '../domain/order-attributes';
import { MOST_SERIES, type SeriesAttributes, type StudyAttributes } from '../domain/study-attributes';
import { seriesAttributes } from './series-attributes';

/** Gathers what conditions may look at. */
@Injectable()
export class ReadStudyAttributes {
  constructor(
    private readonly studies: Studies,
    private readonly intake: StudyIntake,
    private readonly orders: OrderAttributes,
  ) {}

  /** @throws StudyNotFound */
  async execute(studyInstanceUid: StudyInstanceUid): Promise<StudyAttributes> {
    const contents = await this.studies.contents(studyInstanceUid);
    const [source] = await this.intake.sourcesOf(studyInstanceUid);
    const series: SeriesAttributes[] = [];
    for (const { series: one, instances } of contents.series.slice(0, MOST_SERIES)) {
      const [first] = instances;
      const header = first ? await this.studies.instanceHeader(first.sopInstanceUid) : null;
      series.push(seriesAttributes(one, instances, header));
    }
    return {
      study: studyAttributes(contents),
      series,
      source: {
        kind: source?.kind ?? '',
        aeTitle: source?.kind === 'dimse' ? source.peer : '',
      },
      order: await this.orders.ofStudy(studyInstanceUid),
      patient: { ageYears: ageOf(contents.study), sex: contents.study.patient.sex ?? '' },
    };
  }
}

function studyAttributes({ study, series }: StudyContents): StudyAttributes['study'] {
  const instances = series.flatMap((one) => one.instances);
  return {
    StudyInstanceUID: study.studyInstanceUid,
    // As DICOM writes a date (PS3.5 section 6.2, DA).
    StudyDate: study.studyDate?.replaceAll('-', '') ?? '',
    StudyDescription: study.studyDescription ?? '',
    ModalitiesInStudy: [...new Set(series.flatMap((one) => one.series.modality ?? []))],
    SOPClassesInStudy: [...new Set(instances.map(({ sopClassUid }) => sopClassUid))],
    NumberOfStudyRelatedSeries: series.length,
    NumberOfStudyRelatedInstances: instances.length,
  };
}

/** Whole years at the study; `null` when a date is not known. */
function ageOf({ patient: { birthDate }, studyDate }: StoredStudy): number | null {
  if (birthDate === null || studyDate === null) return null;
  const years = Number(studyDate.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const age = studyDate.slice(5) < birthDate.slice(5) ? years - 1 : years;
  return Number.isInteger(age) && age >= 0 ? age : null;
}
