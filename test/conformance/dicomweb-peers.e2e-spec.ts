import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DicomObject, type InstanceHeader } from '@wetread/dicom';
import { StoredObjects } from '@wetread/imaging-study';
import { describeWithData, describeWithPrograms, describeWithPython, peersPython } from '@wetread/testing';
import { partsOf } from '../harness/multipart';
import { Orthanc } from '../harness/orthanc';
import { stow } from '../harness/stow';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

const run = promisify(execFile);
const AS_STORED = 'multipart/related; type="application/dicom"; transfer-syntax=*';

interface StoredFile {
  name: string;
  bytes: Buffer;
  header: InstanceHeader;
}

/** Searches, metadata, instances and frames as PyPI's dicomweb-client asks for them; prints what it got. */
const CLIENT = `
import json, sys
from dicomweb_client.api import DICOMwebClient
client = DICOMwebClient(sys.argv[1])
study, series, instance = sys.argv[2:5]
found = client.search_for_studies(search_filters={'StudyInstanceUID': study}, fields=['StudyDescription'])
all_series = client.search_for_series(study)
instances = client.search_for_instances(study, series, limit=5)
metadata = client.retrieve_instance_metadata(study, series, instance)
dataset = client.retrieve_instance(study, series, instance, media_types=(('application/dicom', '*'),))
frames = client.retrieve_instance_frames(study, series, instance, [1])
picture = client.retrieve_instance_rendered(study, series, instance, media_types=('image/png',))
thumbnails = client.search_for_studies(search_filters={'PatientID': 'nobody at all'})
print(json.dumps({
    'studies': len(found), 'series': len(all_series), 'instances': len(instances),
    'sop': metadata['00080018']['Value'][0], 'rows': int(dataset.Rows), 'frame': len(frames[0]),
    'png': picture[:4].hex(), 'nobody': len(thumbnails),
}))
`;

const distinct = (files: readonly StoredFile[]): Set<string> =>
  new Set(files.map(({ header }) => header.sopInstanceUid));
const isSameSeries = (a: InstanceHeader, b: InstanceHeader): boolean =>
  a.seriesInstanceUid === b.seriesInstanceUid;

function conformance(dataDir: string): void {
  let receiving: ReceivingApp;
  const stored: StoredFile[] = [];

  beforeAll(async () => {
    receiving = await startReceivingApp();
    for (const entry of readdirSync(join(dataDir, 'dicom'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.tsv')) continue;
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      if (!(await stow(receiving.url, [bytes])).ok) continue;
      const { header } = DicomObject.parse(bytes);
      stored.push({ name: entry.name, bytes, header });
    }
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  const urlOf = ({ header }: StoredFile): string =>
    `${receiving.url}/dicom-web/studies/${header.studyInstanceUid}/series/${header.seriesInstanceUid}/instances/${header.sopInstanceUid}`;
  const film = (): StoredFile => stored.find(({ name }) => name === 'RG1_J2KI.dcm') ?? stored[0]!;

  it('gives every real file back byte for byte, and in Explicit VR Little Endian or with a reason', async () => {
    const reasons = new Map<string, number>();
    const seen = new Set<string>();
    for (const file of stored) {
      // The same object in another file was a duplicate: what came first is what is kept.
      if (seen.has(file.header.sopInstanceUid)) continue;
      seen.add(file.header.sopInstanceUid);
      const [part] = await partsOf(await fetch(urlOf(file), { headers: { accept: AS_STORED } }));
      expect({ name: file.name, same: part?.body.equals(file.bytes) }).toEqual({
        name: file.name,
        same: true,
      });
      const metadata = await fetch(`${urlOf(file)}/metadata`);
      expect({ name: file.name, status: metadata.status }).toEqual({ name: file.name, status: 200 });
      await metadata.json();
      for (const path of ['', '/frames/1', '/rendered']) {
        const { status } = await fetch(`${urlOf(file)}${path}`).then((one) =>
          one.arrayBuffer().then(() => one),
        );
        reasons.set(
          `${path || 'instance'} ${status}`,
          (reasons.get(`${path || 'instance'} ${status}`) ?? 0) + 1,
        );
        expect([200, 206, 400, 404, 406, 415]).toContain(status);
      }
    }
    console.info(`${seen.size} of the real files: ${JSON.stringify(Object.fromEntries(reasons))}`);
    expect(seen.size).toBeGreaterThanOrEqual(50);
  }, 300_000);

  describeWithPrograms(['Orthanc'], 'with Orthanc as client', () => {
    let orthanc: Orthanc;
    beforeAll(async () => {
      orthanc = await Orthanc.start({
        settings: { DicomWeb: { Enable: true, Servers: { us: [`${receiving.url}/dicom-web/`] } } },
      });
    }, STARTING_MS);
    afterAll(() => orthanc?.stop());

    it('is searched', async () => {
      const query = {
        Uri: '/studies',
        Arguments: { StudyInstanceUID: film().header.studyInstanceUid, limit: '2' },
      };
      const found = await orthanc.call<Record<string, unknown>[]>(
        'POST',
        '/dicom-web/servers/us/qido',
        query,
      );
      expect(found).toHaveLength(1);
      const none = { Uri: '/studies', Arguments: { PatientID: 'nobody at all' } };
      expect(await orthanc.call('POST', '/dicom-web/servers/us/qido', none)).toEqual([]);
    });

    it('has every study retrieved', async () => {
      const studies = [...new Set(stored.map(({ header }) => header.studyInstanceUid))];
      for (const Study of studies) {
        const resources = { Resources: [{ Study }], Synchronous: true };
        await orthanc.call('POST', '/dicom-web/servers/us/retrieve', resources).catch((error: unknown) => {
          throw new Error(`study ${Study}: ${String(error)}`);
        });
      }
      const { CountInstances } = await orthanc.call<{ CountInstances: number }>('GET', '/statistics');
      expect(CountInstances).toBe(distinct(stored).size);
    }, 120_000);
  });

  describeWithPython(['dicomweb_client'], "with PyPI's dicomweb-client", () => {
    it('is searched and read', async () => {
      const { header } = film();
      const uids = [header.studyInstanceUid, header.seriesInstanceUid, header.sopInstanceUid];
      const { stdout } = await run(peersPython(), ['-c', CLIENT, `${receiving.url}/dicom-web`, ...uids]);
      const { rows, columns } = header.instance;
      expect(JSON.parse(stdout)).toEqual({
        studies: 1,
        series: 1,
        instances: distinct(stored.filter((one) => isSameSeries(one.header, header))).size,
        sop: header.sopInstanceUid,
        rows,
        frame: (rows ?? 0) * (columns ?? 0) * 2,
        png: '89504e47',
        nobody: 0,
      });
    }, 60_000);
  });

  it('counts what is stored', async () => {
    const objects = receiving.app.get(StoredObjects);
    const { studyInstanceUid } = film().header;
    const ofStudy = stored.filter(({ header }) => header.studyInstanceUid === studyInstanceUid);
    expect(await objects.find({ studyInstanceUid })).toHaveLength(distinct(ofStudy).size);
  });
}

describe('DICOMweb towards real peers, with real objects', () => {
  describeWithData('of the data folder', conformance);
});
