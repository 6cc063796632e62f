export const studyPath = (studyInstanceUid: string): string =>
  `/studies/${encodeURIComponent(studyInstanceUid)}`;
