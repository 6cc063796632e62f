import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describeWithData, describeWithPrograms, realDicomFiles } from '@wetread/testing';
import { partsOf } from '../harness/multipart';
import { Orthanc } from '../harness/orthanc';
import { refusedFiles, takenFiles } from './real-files';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

const AS_STORED = 'multipart/related; type="application/dicom"; transfer-syntax=*';

describeWithPrograms(['Orthanc'], 'STOW-RS by Orthanc', () => {
  describeWithData('of real files', (dataDir) => {
    let ours: ReceivingApp;
    let orthanc: Orthanc;
    /** What Orthanc keeps of the files, by name. */
    const held = new Map<string, string>();
    beforeAll(async () => {
      ours = await startReceivingApp();
      orthanc = await Orthanc.start({
        settings: { DicomWeb: { Enable: true, Servers: { us: [`${ours.url}/dicom-web/`] } } },
      });
      for (const path of realDicomFiles(dataDir)) {
        const { ID, Status } = await orthanc.add(readFileSync(path)).catch(() => ({ ID: '', Status: '' }));
        if (Status === 'Success') held.set(basename(path), ID);
      }
    }, STARTING_MS);
    afterAll(async () => {
      await orthanc?.stop();
      await ours?.close();
    });

    const send = (...Resources: string[]) =>
      orthanc.call('POST', '/dicom-web/servers/us/stow', { Resources, Synchronous: true });

    it('stores each instance, byte for byte, but for those that are refused with their reason', async () => {
      expect(held.size).toBeGreaterThan(50);
      const failed: string[] = [];
      for (const [name, id] of held) {
        const isStored = await send(id).then(
          () => true,
          () => false,
        );
        if (!isStored) failed.push(name);
        else expect({ name, same: await isSame(id) }).toEqual({ name, same: true });
      }
      expect(failed.sort()).toEqual(
        [...held.keys()].filter((name) => name in refusedFiles || name in takenFiles).sort(),
      );
    }, 300_000);

    it('stores whole studies, several instances to a request', async () => {
      const studies = await orthanc.call<{ ID: string; Instances: string[] }[]>('GET', '/studies?expand');
      const series = await orthanc.call<{ ParentStudy: string; Instances: string[] }[]>(
        'GET',
        '/series?expand',
      );
      const refused = new Set(
        [...held].filter(([name]) => name in refusedFiles || name in takenFiles).map(([, id]) => id),
      );
      let several = 0;
      for (const { ID } of studies) {
        const instances = series
          .filter(({ ParentStudy }) => ParentStudy === ID)
          .flatMap((one) => one.Instances);
        if (instances.length < 2 || instances.some((id) => refused.has(id))) continue;
        several += 1;
        await send(ID);
      }
      expect(several).toBeGreaterThan(2);
    }, 300_000);

    /** Whether we give back what Orthanc keeps. */
    async function isSame(id: string): Promise<boolean> {
      const tags = await orthanc.call<Record<string, string>>('GET', `/instances/${id}/simplified-tags`);
      const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = tags;
      // Read to its end at once: Orthanc does not wait long for whoever stops in the middle.
      const theirs = await fetch(`${orthanc.url}/instances/${id}/file`).then((answer) =>
        answer.arrayBuffer(),
      );
      const url = `${ours.url}/dicom-web/studies/${StudyInstanceUID}/series/${SeriesInstanceUID}/instances/${SOPInstanceUID}`;
      const [part] = await partsOf(await fetch(url, { headers: { accept: AS_STORED } }));
      return part?.body.equals(Buffer.from(theirs)) ?? false;
    }
  });
});
