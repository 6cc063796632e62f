import {
  EchoPeer,
  FindAtPeer,
  GetFromPeer,
  MoveFromPeer,
  RequestCommitment,
  SendToPeer,
  StorageCommitments,
  StoredObjects,
  Studies,
} from '@wetread/imaging-study';
import { sopInstanceUid, studyInstanceUid } from '@wetread/kernel';
import { describeWithPrograms } from '@wetread/testing';
import { Orthanc } from '../harness/orthanc';
import { until } from '../harness/until';
import { type DimseApp, madeStudies, startDimseApp } from './dimse-app';
import { STARTING_MS } from './stow-app';

describeWithPrograms(['Orthanc', 'openssl'], 'DIMSE with Orthanc, in both directions', () => {
  const [ours, theirs] = [madeStudies(), madeStudies()];
  let wetread: DimseApp;
  let orthanc: Orthanc;
  beforeAll(async () => {
    wetread = await startDimseApp();
    const settings = {
      DicomModalities: { wetread: ['WETREAD', '127.0.0.1', wetread.dimsePort] },
      DicomAlwaysAllowGet: true,
      DicomAlwaysAllowMove: true,
    };
    orthanc = await Orthanc.start({ settings });
    await wetread.register({ aeTitle: orthanc.aeTitle, host: '127.0.0.1', port: orthanc.dicomPort });
    for (const { bytes } of [...ours.files.slice(0, 4), ...theirs.files]) await orthanc.add(bytes);
  }, STARTING_MS);
  afterAll(async () => {
    await orthanc?.stop();
    await wetread?.close();
  });

  const stored = async (study: string) =>
    (await wetread.app.get(Studies).instances(studyInstanceUid(study)))
      .map((one) => one.sopInstanceUid as string)
      .sort();
  const uidsOf = ({ instances }: ReturnType<typeof madeStudies>, count: number) =>
    instances
      .slice(0, count)
      .map(({ SOPInstanceUID }) => SOPInstanceUID as string)
      .sort();

  describe('Orthanc as SCU', () => {
    const modality = '/modalities/wetread';

    it('stores, queries and retrieves', async () => {
      const [study] = (await orthanc.call('POST', '/tools/find', {
        Level: 'Study',
        Query: { StudyInstanceUID: ours.first },
      })) as string[];
      await orthanc.call('POST', `${modality}/store`, { Resources: [study], Synchronous: true });

      const query = {
        Level: 'Study',
        Query: { StudyInstanceUID: ours.first, PatientName: '', NumberOfStudyRelatedInstances: '' },
      };
      const { ID } = (await orthanc.call('POST', `${modality}/query`, query)) as { ID: string };
      const answer = await orthanc.call('GET', `/queries/${ID}/answers/0/content?simplify`);
      expect(answer).toMatchObject({ PatientName: 'Doe^Jane', NumberOfStudyRelatedInstances: '4' });
      expect(await stored(ours.first)).toEqual(uidsOf(ours, 4));

      await orthanc.call('DELETE', `/studies/${study}`);
      const target = {
        Level: 'Study',
        Resources: [{ StudyInstanceUID: ours.first }],
        TargetAet: orthanc.aeTitle,
      };
      await orthanc.call('POST', `${modality}/move`, { ...target, Synchronous: true });
      expect(await orthanc.call('GET', `/studies/${study}/instances`)).toHaveLength(4);
    });

    it('asks for storage commitment, and hears what we keep', async () => {
      const [instance] = ours.instances;
      const kept = [instance!.SOPClassUID, instance!.SOPInstanceUID];
      const asked = { DicomInstances: [kept, [instance!.SOPClassUID, '1.2.3.4']] };
      const { Path } = (await orthanc.call('POST', `${modality}/storage-commitment`, asked)) as {
        Path: string;
      };
      type Report = { Status: string; Success: object[]; Failures: object[] };
      const report = await until('the report', async () => {
        const now = (await orthanc.call('GET', Path)) as Report;
        return now.Status === 'Pending' ? null : now;
      });
      expect(report).toMatchObject({ Status: 'Failure', Success: [{ SOPInstanceUID: kept[1] }] });
      expect(report.Failures).toMatchObject([{ SOPInstanceUID: '1.2.3.4', FailureReason: 0x0112 }]);
    });
  });

  describe('Orthanc as SCP', () => {
    const aeTitle = 'ORTHANC';

    it('is there', async () => {
      const { status } = await wetread.app.get(EchoPeer).execute(aeTitle);
      expect(status.class).toBe('success');
    });

    it('is searched', async () => {
      const keys = { PatientID: 'P-77', StudyInstanceUID: null, AccessionNumber: 'A-2' };
      const found: (string | null)[] = [];
      for await (const item of wetread.app.get(FindAtPeer).execute({ aeTitle, level: 'STUDY', keys }))
        found.push(item.string('StudyInstanceUID'));
      expect(found).toEqual([theirs.second]);
    });

    it('gives a study by C-GET', async () => {
      const results: string[] = [];
      const onResult = ({ outcome }: { outcome: string }) => void results.push(outcome);
      const got = await wetread.app
        .get(GetFromPeer)
        .execute({ aeTitle, studyInstanceUid: theirs.first, onResult });
      expect(got).toMatchObject({ status: { class: 'success' }, subOperations: { completed: 4, failed: 0 } });
      expect(results).toEqual(['stored', 'stored', 'stored', 'stored']);
      expect(await stored(theirs.first)).toEqual(uidsOf(theirs, 4));
    });

    it('sends a study by C-MOVE', async () => {
      const moved = await wetread.app.get(MoveFromPeer).execute({ aeTitle, studyInstanceUid: theirs.second });
      expect(moved).toMatchObject({ status: { class: 'success' } });
      expect(await stored(theirs.second)).toHaveLength(1);
    });

    it('takes what we send, and answers for it', async () => {
      const all = (await orthanc.call('GET', '/studies')) as string[];
      for (const study of all) await orthanc.call('DELETE', `/studies/${study}`);
      const instances = await wetread.app
        .get(StoredObjects)
        .find({ studyInstanceUid: studyInstanceUid(ours.first) });
      const statuses = await wetread.app.get(SendToPeer).execute({ aeTitle, instances });
      expect(statuses.map((status) => status.class)).toEqual(['success', 'success', 'success', 'success']);
      expect(await orthanc.call('GET', '/instances')).toHaveLength(4);

      const missing = { ...instances[0]!, sopInstanceUid: sopInstanceUid('1.2.3.4') };
      const id = await wetread.app
        .get(RequestCommitment)
        .execute({ aeTitle, instances: [...instances, missing] });
      const commitment = await until('the report', async () => {
        const now = await wetread.app.get(StorageCommitments).find(id);
        return now?.state === 'answered' ? now : null;
      });
      expect(commitment.failed?.map((one) => one.sopInstanceUid)).toEqual(['1.2.3.4']);
    });
  });
});
