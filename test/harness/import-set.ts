import { writePhantomStudy } from '@wetread/phantom';

export interface ImportFile {
  studyInstanceUid: string;
  sopInstanceUid: string;
  bytes: Uint8Array;
}

/** Small phantom studies, every instance with bytes of its own; order by study, as a modality would send. */
export function importSet(order: { studies: number; instancesPerStudy: number; seed: number }): ImportFile[] {
  return Array.from({ length: order.studies }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    const study = writePhantomStudy({
      patient: {
        id: `PHANTOM-K${number}`,
        name: `PHANTOM^Import ${number}`,
        birthDate: '19700101',
        sex: 'O',
      },
      study: {
        date: '20261101',
        time: '120000',
        description: 'Chest PA (phantom)',
        accessionNumber: `KILL-${number}`,
      },
      films: Array.from({ length: order.instancesPerStudy }, (__, film) => ({
        seed: order.seed + index * 100 + film,
      })),
      size: 256,
    });
    return study.instances.map(({ sopInstanceUid, bytes }) => ({
      studyInstanceUid: study.studyInstanceUid,
      sopInstanceUid,
      bytes,
    }));
  }).flat();
}
