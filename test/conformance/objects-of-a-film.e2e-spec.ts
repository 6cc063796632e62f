import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat, Report } from '@wetread/contracts';
import { DicomObject } from '@wetread/dicom';
import { describeWithPrograms } from '@wetread/testing';
import type { ApiClient } from '../harness/api-client';
import { errorsIn } from '../harness/object-checkers';
import { runProgram } from '../harness/run-program';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { draftOf, ReadingApp } from './reading-app';
import { STARTING_MS } from './stow-app';

const formats = ['sr', 'comprehensive-sr', 'encapsulated-pdf', 'gsps', 'key-objects'] as const;

describeWithPrograms(['dciodvfy', 'dcentvfy'], 'the objects of a film that was received', () => {
  let reading: ReadingApp;
  let radiologist: ApiClient;
  let film: Uint8Array;
  let draft: Report;
  beforeAll(async () => {
    reading = await ReadingApp.start();
    radiologist = await reading.signIn('radiologist');
    film = uprightFilm({
      PatientName: 'Grüße^Łucja',
      PatientBirthDate: '19700101',
      PatientSex: 'F',
      AccessionNumber: 'OBJ-1',
      StudyDate: '20261120',
      StudyTime: '101500',
      StudyID: '1',
      StudyDescription: 'Chest PA',
      ReferringPhysicianName: 'Okafor^Chidi',
    });
    await stow(reading.url, [film]);
    draft = await draftOf(radiologist, DicomObject.parse(film).header.studyInstanceUid);
  }, STARTING_MS);
  afterAll(() => reading?.close());

  const exported = async (format: ExportFormat): Promise<Uint8Array> => {
    const answer = await radiologist.fetch(`/api/reports/${draft.id}/export?format=${format}`);
    expect([format, answer.status]).toEqual([format, 200]);
    return Buffer.from(await answer.arrayBuffer());
  };
  const post = (path: string, json: object): Promise<Report> =>
    radiologist.json<Report>(`/api/reports/${draft.id}/${path}`, { method: 'POST', json });

  const everyRevision: string[] = [];

  async function expectConformance(state: string, of: readonly ExportFormat[] = formats): Promise<void> {
    const folder = join(reading.directory, state);
    mkdirSync(folder);
    const paths = [join(folder, 'film.dcm')];
    writeFileSync(paths[0]!, film);
    for (const format of of) {
      const path = join(folder, `${format}.dcm`);
      writeFileSync(path, await exported(format));
      paths.push(path);
      expect(errorsIn((await runProgram('dciodvfy', path)).output)).toEqual([]);
    }
    expect(errorsIn((await runProgram('dcentvfy', ...paths)).output)).toEqual([]);
    everyRevision.push(...paths.slice(1));
  }

  it('are sound as a draft, signed, and with an addendum, and of one mind with the film', async () => {
    await expectConformance('draft');
    await post('sign', { revision: 1, acknowledgedCriticalFindings: true });
    await expectConformance('signed');
    await post('addenda', { revision: 2, text: 'Discussed with the ward.' });
    await expectConformance('appended');
  });

  it('say the same of what they share in all revisions, for which an archive has one place', async () => {
    expect(everyRevision).toHaveLength(3 * formats.length);
    expect(errorsIn((await runProgram('dcentvfy', ...everyRevision)).output)).toEqual([]);
  });

  it('repeat how the film is shown, and point at its pixels', async () => {
    const state = DicomObject.parse(await exported('gsps'));
    const { instance } = DicomObject.parse(film).header;
    expect(state.string('PresentationLUTShape')).toBe('IDENTITY');
    expect(state.sequence('SoftcopyVOILUTSequence')[0]?.numbers('WindowCenter')).toEqual([127.5]);
    const [area] = state.sequence('DisplayedAreaSelectionSequence');
    expect(area?.numbers('DisplayedAreaBottomRightHandCorner')).toEqual([instance.columns, instance.rows]);
  });

  it('come out the same however often they are asked for', async () => {
    for (const format of formats)
      expect(Buffer.compare(await exported(format), await exported(format))).toBe(0);
  });

  it('are sound without a word when the report is taken back, and none are left that show a finding', async () => {
    await post('withdrawal', { revision: 3, reason: 'wrong patient' });
    await expectConformance('withdrawn', ['sr', 'comprehensive-sr', 'encapsulated-pdf']);
    expect(errorsIn((await runProgram('dcentvfy', ...everyRevision)).output)).toEqual([]);
    for (const format of ['gsps', 'key-objects']) {
      const answer = await radiologist.fetch(`/api/reports/${draft.id}/export?format=${format}`);
      expect(answer.status).toBe(404);
    }
  });
});
