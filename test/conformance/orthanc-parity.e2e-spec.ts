import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { DicomJson } from '@wetread/dicom';
import { describeWithData, describeWithPrograms, realDicomFiles } from '@wetread/testing';
import { Orthanc } from '../harness/orthanc';
import { stow } from '../harness/stow';
import { DUPLICATE, refusedFiles, takenFiles } from './real-files';
import { type ReceivingApp, STARTING_MS, startReceivingApp } from './stow-app';

/** Failure Reason that we give for what Orthanc stores; 0 for what both store. */
const reasonFor = (name: string): number =>
  name in takenFiles ? DUPLICATE : (refusedFiles[name]?.reason ?? 0);

describeWithPrograms(['Orthanc'], 'what Orthanc stores', () => {
  describeWithData('of real files', (dataDir) => {
    let ours: ReceivingApp;
    let orthanc: Orthanc;
    beforeAll(async () => {
      [ours, orthanc] = await Promise.all([startReceivingApp(), Orthanc.start()]);
    }, STARTING_MS);
    afterAll(async () => {
      await orthanc?.stop();
      await ours?.close();
    });

    const files = realDicomFiles(dataDir).map((path) => [basename(path), path] as const);

    it.each(files)('we store too, or say why not: %s', async (name, path) => {
      const file = readFileSync(path);
      const theirs = await orthanc.add(file).then(
        ({ Status }) => Status,
        () => 'Refused',
      );
      const answer = await stow(ours.url, [file]);
      const status = reasonOf((await answer.json()) as DicomJson);
      // Under a UID that is taken Orthanc keeps what it has and says so; we keep it too and call it a conflict.
      if (theirs === 'AlreadyStored') expect([0, DUPLICATE]).toContain(status);
      if (theirs === 'Success') expect(status).toBe(reasonFor(name));
    });
  });
});

/** Failure Reason (0008,1197) of the one instance; 0 when it was stored. */
function reasonOf(answer: DicomJson): number {
  const [failed] = answer['00081198']?.Value ?? answer['0008119A']?.Value ?? [];
  return Number((failed as DicomJson | undefined)?.['00081197']?.Value?.[0] ?? 0);
}
