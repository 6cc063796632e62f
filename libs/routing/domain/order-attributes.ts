import type { StudyInstanceUid } from '@wetread/kernel';
import type { StudyAttributes } from './study-attributes';

/** What conditions may know of the order that a study fulfils. */
export abstract class OrderAttributes {
  abstract ofStudy(studyInstanceUid: StudyInstanceUid): Promise<StudyAttributes['order']>;
}

export const noOrder: StudyAttributes['order'] = {
  found: false,
  priority: '',
  procedureCode: '',
  procedureText: '',
};
