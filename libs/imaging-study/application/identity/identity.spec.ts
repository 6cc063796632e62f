import { AuditTrail } from '@wetread/audit';
import { type DicomJson, newUid } from '@wetread/dicom';
import { studyInstanceUid } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { IdentityNotes } from '../../domain/identity/identity-note';
import { IdentityReview } from '../../domain/identity/identity-review';
import type { PatientIdentity } from '../../domain/identity/patient-identity';
import { queryFromParameters } from '../../domain/query/query-from-parameters';
import { Studies } from '../../domain/studies';
import { madeInstance, stream } from '../../testing/made-instance';
import { openStore, type OpenStore } from '../../testing/open-store';
import { SearchStudies } from '../query/search-studies';
import { StoreInstances } from '../store-instances.use-case';
import { MergePatients } from './merge-patients.use-case';
import { SettleIdentityNote } from './settle-identity-note.use-case';
import { UpdatePatient } from './update-patient.use-case';

const by = {
  source: { kind: 'hl7', peer: 'RIS^HOSP' },
  actor: { kind: 'device' as const, id: 'RIS^HOSP' },
};
const nothing = { patientName: null, birthDate: null, sex: null };

describeOnEveryDatabase('whose study it is', ({ open }) => {
  let test: TestDatabase;
  let store: OpenStore;
  const clock = new HandClock();
  beforeAll(async () => {
    test = await open(clock);
    store = await openStore(test, {
      clock,
      config: { identity: { defaultIssuer: null, issuerByAeTitle: { CLINIC_CT: 'CLINIC' } } },
    });
  });
  afterAll(async () => {
    await store?.close();
    await test?.close();
  });

  let ids = 0;
  const identity = (issuer: string | null = 'HOSP'): PatientIdentity => ({
    patientId: `ID-${++ids}`,
    issuer,
  });
  const receive = async (
    attributes: Record<string, string>,
    source = { kind: 'stow' as 'stow' | 'dimse', peer: 'spec' },
  ) => {
    const [result] = await store
      .get(StoreInstances)
      .execute({ source, instances: stream(madeInstance(attributes)) });
    return result;
  };
  const studyOf = async ({ patientId, issuer }: PatientIdentity, attributes: Record<string, string> = {}) => {
    const uid = newUid();
    const ofIssuer: Record<string, string> = issuer === null ? {} : { IssuerOfPatientID: issuer };
    await receive({ StudyInstanceUID: uid, PatientID: patientId, ...ofIssuer, ...attributes });
    return studyInstanceUid(uid);
  };
  const patientOf = async (uid: string) =>
    (await store.get(Studies).contents(studyInstanceUid(uid))).study.patient;
  const notesOf = async (uid: string) =>
    (await store.get(IdentityNotes).of(studyInstanceUid(uid))).map(({ kind, differences, times }) => [
      kind,
      differences.map(({ attribute }) => attribute).join(),
      times,
    ]);
  const actions = async (action: 'patient-updated' | 'patient-merged' | 'identity-conflict') =>
    (await store.get(AuditTrail).page({ action })).entries;
  const merge = (retired: PatientIdentity, survivor: PatientIdentity) =>
    store.get(MergePatients).execute({ survivor, retired, by, message: 'MSG-1' });
  const update = (of: PatientIdentity, demographics: Partial<typeof nothing> | Record<string, string>) =>
    store.get(UpdatePatient).execute({ identity: of, demographics: { ...nothing, ...demographics }, by });

  describe('identifiers', () => {
    it('keeps equal IDs of two issuers, and one of none, apart', async () => {
      const patientId = identity().patientId;
      const patients = new Set<string>();
      for (const issuer of ['A', 'B', null, 'A'])
        patients.add((await patientOf(await studyOf({ patientId, issuer }))).id);
      expect(patients.size).toBe(3);
    });

    it('takes the issuer of the AE title where the object names none', async () => {
      const { patientId } = identity();
      const uid = newUid();
      await receive({ StudyInstanceUID: uid, PatientID: patientId }, { kind: 'dimse', peer: 'CLINIC_CT' });
      const told = await patientOf(await studyOf({ patientId, issuer: 'CLINIC' }));
      expect((await patientOf(uid)).id).toBe(told.id);
    });

    it('still takes a late instance of a study that names no issuer', async () => {
      const { patientId } = identity();
      const uid = await studyOf({ patientId, issuer: 'A' });
      expect(await receive({ StudyInstanceUID: uid, PatientID: patientId })).toMatchObject({
        outcome: 'stored',
      });
      expect(
        await receive({ StudyInstanceUID: uid, PatientID: patientId, IssuerOfPatientID: 'B' }),
      ).toMatchObject({ code: 'store.study-of-other-patient' });
    });
  });

  describe('a late instance with other demographics', () => {
    it('is stored; the study keeps what it has, and says that there is a doubt, once', async () => {
      const of = identity();
      const uid = await studyOf(of, { PatientName: 'Doe^Jane', PatientBirthDate: '19700102' });
      const late = { StudyInstanceUID: uid, PatientID: of.patientId };
      for (let index = 0; index < 2; index += 1) {
        expect(
          await receive({ ...late, PatientName: 'ROE^JANE', PatientBirthDate: '19700102' }),
        ).toMatchObject({ outcome: 'stored' });
      }
      await receive({ ...late, PatientName: 'DOE^JANE^^' });
      expect(await patientOf(uid)).toMatchObject({ patientName: 'Doe^Jane' });
      expect(await notesOf(uid)).toEqual([['demographics-differ', 'PatientName', 2]]);
      const [entry, ...more] = (await actions('identity-conflict')).filter(
        ({ subject }) => subject.id === uid,
      );
      expect([entry?.details['attributes'], more]).toEqual([['PatientName'], []]);
      expect(JSON.stringify(entry)).not.toMatch(/doe|roe/i);
    });
  });

  describe('an update by HL7', () => {
    it('changes the studies that are here and those that come, whatever the objects say', async () => {
      const of = identity();
      const before = await studyOf(of, { PatientName: 'Doe^Jane', PatientBirthDate: '19700102' });
      await update(of, { patientName: 'Roe^Jane', sex: 'F' });
      const after = await studyOf(of, { PatientName: 'Doe^Jane', PatientBirthDate: '19700102' });
      for (const uid of [before, after]) {
        expect(await patientOf(uid)).toMatchObject({
          patientName: 'Roe^Jane',
          birthDate: '1970-01-02',
          sex: 'F',
        });
        expect(await notesOf(uid)).toEqual([['demographics-updated', 'PatientName', 1]]);
      }
      const entries = await actions('patient-updated');
      expect(entries[0]?.details).toEqual({
        attributes: ['PatientName'],
        isNew: false,
        studies: 1,
        withheld: 0,
      });
    });

    it('that tells no name leaves names to the objects', async () => {
      const of = identity();
      await studyOf(of, { PatientName: 'Doe^Jane' });
      await update(of, { sex: 'F' });
      const uid = await studyOf(of, { PatientName: 'Doe^Janet' });
      expect(await patientOf(uid)).toMatchObject({ patientName: 'Doe^Janet', sex: 'F' });
      expect(await notesOf(uid)).toEqual([]);
    });

    it('leaves no trace when it changes nothing', async () => {
      const of = identity();
      await update(of, { patientName: 'Doe^Jane' });
      const count = (await actions('patient-updated')).length;
      await update(of, { patientName: 'Doe^Jane' });
      expect((await actions('patient-updated')).length).toBe(count);
    });

    it('is withheld from a study that looks like another person, where nobody told whose number it is', async () => {
      const of = identity(null);
      const uid = await studyOf(of, { PatientName: 'Doe^Jane', PatientBirthDate: '19700102' });
      await update(of, { patientName: 'Smith^Adam', birthDate: '1955-05-05' });
      expect(await patientOf(uid)).toMatchObject({ patientName: 'Doe^Jane' });
      expect(await notesOf(uid)).toEqual([['update-withheld', 'PatientName,PatientBirthDate', 1]]);
    });
  });

  describe('a merge', () => {
    it('moves studies to the survivor, and so what comes late or anew under the retired identifier', async () => {
      const [retired, survivor] = [identity(), identity()];
      const moved = await studyOf(retired);
      const own = await studyOf(survivor);
      await merge(retired, survivor);
      expect(await receive({ StudyInstanceUID: moved, PatientID: retired.patientId })).toMatchObject({
        outcome: 'stored',
      });
      expect(await receive({ StudyInstanceUID: moved, PatientID: survivor.patientId })).toMatchObject({
        outcome: 'stored',
      });
      const anew = await studyOf(retired);
      const patients = await Promise.all([moved, own, anew].map(patientOf));
      expect(new Set(patients.map(({ id }) => id)).size).toBe(1);
      expect(patients[2]).toMatchObject({ patientId: survivor.patientId });
      expect([await notesOf(moved), await notesOf(anew), await notesOf(own)]).toEqual([
        [['patient-merged', '', 2]],
        [['patient-merged', '', 1]],
        [],
      ]);
      const [entry] = await actions('patient-merged');
      expect(entry).toMatchObject({ subject: { id: patients[0]?.id }, details: { studies: 1 } });
      expect(JSON.stringify(entry)).not.toContain(retired.patientId);
    });

    it('tells the moved studies what HL7 knows of the survivor', async () => {
      const [retired, survivor] = [identity(), identity()];
      const uid = await studyOf(retired, { PatientName: 'Unknown^Male' });
      await update(survivor, { patientName: 'Smith^Adam' });
      await merge(retired, survivor);
      expect(await patientOf(uid)).toMatchObject({
        patientName: 'Smith^Adam',
        patientId: survivor.patientId,
      });
      await update(retired, { patientName: 'Smith^Adam^J' });
      expect(await patientOf(uid)).toMatchObject({ patientName: 'Smith^Adam^J' });
    });

    it('lets search find by the old identifier and the new one, and by what HL7 told', async () => {
      const [retired, survivor] = [identity(), identity()];
      const uid = await studyOf(retired, { PatientName: 'Doe^Jane' });
      await update(survivor, { patientName: 'Müller^Anna' });
      await merge(retired, survivor);
      const found = async (query: string) => {
        const search = queryFromParameters('STUDY', new URLSearchParams(query), { mostResults: 10 });
        const results: DicomJson[] = [];
        for await (const one of store.get(SearchStudies).execute(search)) results.push(one);
        return results;
      };
      for (const query of [`PatientID=${retired.patientId}`, `PatientID=${survivor.patientId}`]) {
        expect(await found(query)).toMatchObject([
          { '0020000D': { Value: [uid] }, '00100020': { Value: [survivor.patientId] } },
        ]);
      }
      expect(await found(`PatientName=muller*&StudyInstanceUID=${uid}`)).toHaveLength(1);
      expect(await found(`PatientName=doe*&StudyInstanceUID=${uid}`)).toEqual([]);
    });

    it('follows a chain in one step, whichever merge came first', async () => {
      const [a, b, c] = [identity(), identity(), identity()];
      const uid = await studyOf(a);
      await merge(a, b);
      await merge(b, c);
      const d = identity();
      await merge(d, a);
      const [first, second] = [await patientOf(uid), await patientOf(await studyOf(d))];
      expect([first.patientId, second.id]).toEqual([c.patientId, first.id]);
    });

    it('is refused in a circle, with itself, and to a second survivor; a repetition changes nothing', async () => {
      const [a, b, c] = [identity(), identity(), identity()];
      await merge(a, b);
      const count = (await actions('patient-merged')).length;
      await merge(a, b);
      expect((await actions('patient-merged')).length).toBe(count);
      await expect(merge(b, a)).rejects.toMatchObject({ code: 'identity.merge-cyclic' });
      await expect(merge(a, a)).rejects.toMatchObject({ code: 'identity.merge-with-itself' });
      await expect(merge(a, c)).rejects.toMatchObject({ code: 'identity.merged-elsewhere' });
    });

    it('and a store of the retired patient at once leave no study behind', async () => {
      const [retired, survivor] = [identity(), identity()];
      const uids = Array.from({ length: 4 }, () => newUid());
      await Promise.all([
        ...uids.map((uid) =>
          receive({ StudyInstanceUID: uid, PatientID: retired.patientId, IssuerOfPatientID: 'HOSP' }),
        ),
        merge(retired, survivor),
      ]);
      const patients = await Promise.all(uids.map(patientOf));
      expect(patients.map(({ patientId }) => patientId)).toEqual(uids.map(() => survivor.patientId));
    });
  });

  describe('the review', () => {
    const review = () => store.get(IdentityReview);
    const openNoteOf = async (uid: string) =>
      (await review().notes('open', 200, 0)).notes.find((note) => note.studyInstanceUid === uid);
    /** A study of which an instance says another name. */
    async function doubted(of = identity()) {
      const uid = await studyOf(of, { PatientName: 'Doe^Jane', PatientBirthDate: '19700102' });
      await receive({ StudyInstanceUID: uid, PatientID: of.patientId, PatientName: 'Roe^Jane' });
      return uid;
    }

    it('lists a doubt until the study says what the other side said', async () => {
      const of = identity();
      const uid = await doubted(of);
      expect(await openNoteOf(uid)).toMatchObject({
        kind: 'demographics-differ',
        patient: { patientId: of.patientId, issuerOfPatientId: 'HOSP' },
        differences: [{ held: 'Doe^Jane', received: 'Roe^Jane' }],
        settled: null,
      });
      await update(of, { patientName: 'Roe^Jane' });
      expect(await openNoteOf(uid)).toBeUndefined();
      const all = (await review().notes('all', 200, 0)).notes.filter((note) => note.studyInstanceUid === uid);
      expect(all.map(({ kind, open: isOpen }) => [kind, isOpen]).sort()).toEqual([
        ['demographics-differ', false],
        ['demographics-updated', false],
      ]);
    });

    it('lists it no more once somebody has settled it, who settled it first stays, and the trail says no word', async () => {
      const uid = await doubted();
      const note = await openNoteOf(uid);
      const settle = (reason: string, id: string) =>
        store.get(SettleIdentityNote).execute({ noteId: note!.id, reason, by: { kind: 'user', id } });
      await settle('Jane Doe has married', 'anna');
      await settle('another word', 'bert');
      await receive({ StudyInstanceUID: uid, PatientID: note!.patient.patientId, PatientName: 'Roe^Jane' });
      expect(await openNoteOf(uid)).toBeUndefined();
      const kept = (await review().notes('all', 200, 0)).notes.find(({ id }) => id === note!.id);
      expect(kept).toMatchObject({ times: 2, settled: { by: 'anna', reason: 'Jane Doe has married' } });
      const { entries } = await store.get(AuditTrail).page({ action: 'identity-settled' });
      expect(entries.map(({ actor, subject }) => [actor.id, subject.id])).toEqual([['anna', uid]]);
      expect(JSON.stringify(entries)).not.toMatch(/doe|married/i);
      await expect(
        store.get(SettleIdentityNote).execute({
          noteId: '00000000-0000-4000-8000-000000000000',
          reason: 'none',
          by: { kind: 'user', id: 'anna' },
        }),
      ).rejects.toMatchObject({ code: 'identity.note-unknown' });
    });

    it('tells who was merged into whom, by whom and by which message, each link of a chain by its own', async () => {
      const [a, b, c] = [identity(), identity(), identity()];
      await studyOf(a);
      await merge(a, b);
      await store.get(MergePatients).execute({ survivor: c, retired: b, by, message: 'MSG-2' });
      const { merges, total } = await review().merges(200, 0);
      const told = (of: PatientIdentity) => merges.find(({ retired }) => retired.patientId === of.patientId);
      expect(told(a)).toMatchObject({
        survivor: { patientId: c.patientId },
        by: 'RIS^HOSP',
        message: 'MSG-1',
        studies: 1,
      });
      expect(told(b)).toMatchObject({ survivor: { patientId: c.patientId }, message: 'MSG-2' });
      expect(total).toBeGreaterThanOrEqual(merges.length);
      expect((await review().merges(1, 1)).merges).toEqual([merges[1]]);
    });
  });
});
