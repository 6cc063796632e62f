import { type DicomJson, newUid } from '@wetread/dicom';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { StoreInstances } from '../store-instances.use-case';
import type { QueryLevel } from '../../domain/query/attribute-levels';
import { queryFromParameters } from '../../domain/query/query-from-parameters';
import { madeInstance, stream } from '../../testing/made-instance';
import { openStore, type OpenStore } from '../../testing/open-store';
import { SearchStudies } from './search-studies';

const valueOf = (result: DicomJson, tag: string): unknown => result[tag]?.Value?.[0];

describeOnEveryDatabase('a search', ({ open }) => {
  let test: TestDatabase;
  let store: OpenStore;
  const study = newUid();
  const series = newUid();

  beforeAll(async () => {
    const clock = new HandClock();
    test = await open(clock);
    store = await openStore(test, { clock });
    await receive(
      { StudyInstanceUID: study, SeriesInstanceUID: series, InstanceNumber: 2 },
      { StudyInstanceUID: study, SeriesInstanceUID: series, InstanceNumber: 1, Rows: 4, Columns: 6 },
      { StudyInstanceUID: study, Modality: 'SR', SeriesNumber: 2 },
    );
    await receive({
      PatientName: 'Müller^Jürgen=山田^太郎',
      PatientID: 'P2',
      StudyDate: '20260302',
      StudyTime: '013000',
      TimezoneOffsetFromUTC: '+0530',
      ReferringPhysicianName: 'Mayer^Ute',
    });
    await receive({ PatientName: 'DOE^JANE^^^', PatientID: 'P%3', StudyDate: '20261120', Modality: 'DX' });
  });
  afterAll(async () => {
    await store?.close();
    await test?.close();
  });

  const base = {
    PatientName: 'Doe^John',
    PatientID: 'P1',
    PatientSex: 'M',
    StudyDate: '20261120',
    StudyTime: '101500',
    AccessionNumber: 'A-1',
    StudyDescription: 'Chest 100% PA',
    Modality: 'CR',
    SeriesNumber: 1,
  };
  async function receive(...instances: Record<string, string | number>[]): Promise<void> {
    const group = { StudyInstanceUID: newUid() };
    await store.get(StoreInstances).execute({
      source: { kind: 'stow', peer: 'spec' },
      instances: stream(...instances.map((one) => madeInstance({ ...base, ...group, ...one }))),
    });
  }
  async function search(level: QueryLevel, query: string): Promise<DicomJson[]> {
    const found: DicomJson[] = [];
    const parsed = queryFromParameters(level, new URLSearchParams(query), { mostResults: 100 });
    for await (const result of store.get(SearchStudies).execute(parsed)) found.push(result);
    return found;
  }
  const patients = async (query: string): Promise<unknown[]> =>
    (await search('STUDY', query)).map((result) => valueOf(result, '00100020')).sort();

  it('tells of a study what PS3.18 asks, counted over all that has arrived', async () => {
    const [found] = await search('STUDY', `StudyInstanceUID=${study}`);
    expect(found).toEqual({
      '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
      '00080020': { vr: 'DA', Value: ['20261120'] },
      '00080030': { vr: 'TM', Value: ['101500'] },
      '00080050': { vr: 'SH', Value: ['A-1'] },
      '00080056': { vr: 'CS', Value: ['ONLINE'] },
      '00080061': { vr: 'CS', Value: ['CR', 'SR'] },
      '00080090': { vr: 'PN' },
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^John' }] },
      '00100020': { vr: 'LO', Value: ['P1'] },
      '00100030': { vr: 'DA' },
      '00100040': { vr: 'CS', Value: ['M'] },
      '0020000D': { vr: 'UI', Value: [study] },
      '00200010': { vr: 'SH' },
      '00201206': { vr: 'IS', Value: [2] },
      '00201208': { vr: 'IS', Value: [3] },
    });
  });

  it.each([
    ['a name in any case', 'PatientName=dOE%5Ejohn', ['P1']],
    ['a name without its accents', 'PatientName=muller%5Ejurgen', ['P2']],
    ['an ideographic group', 'PatientName=%E5%B1%B1%E7%94%B0*', ['P2']],
    ['a name with a wild card', 'PatientName=doe*', ['P%3', 'P1']],
    ['a name whose empty components are left out', 'PatientName=Doe%5EJane', ['P%3']],
    ['the words of a name, in any order', 'fuzzymatching=true&PatientName=jo%20doe', ['P1']],
    ['a name that sounds like it', 'fuzzymatching=true&PatientName=Miller', ['P2']],
    ['a name in the other custom', 'fuzzymatching=true&PatientName=Mueller%20Juergen', ['P2']],
    ['no name that merely resembles it', 'fuzzymatching=true&PatientName=Dow%20Joan%20Other', []],
    ['the sound of a referring physician', 'fuzzymatching=true&ReferringPhysicianName=Meier', ['P2']],
    ['an empty value', 'emptyvaluematching=true&ReferringPhysicianName=%22%22', ['P%3', 'P1']],
    ['an empty value of a column', 'emptyvaluematching=true&AccessionNumber=%22%22', []],
    ['all of several values', 'multiplevaluematching=true&ModalitiesInStudy=CR,SR', ['P1']],
    ['none of which has all', 'multiplevaluematching=true&ModalitiesInStudy=CR,DX', []],
    ['a day in another zone', 'TimezoneOffsetFromUTC=%2B0000&StudyDate=20260301', ['P2']],
    [
      'a time in another zone',
      'TimezoneOffsetFromUTC=-0500&StudyDate=20260101-20260301&StudyTime=1500-1501',
      ['P2'],
    ],
    ['one character', 'PatientID=P?', ['P1', 'P2']],
    ['signs of SQL as themselves', 'PatientID=P%253', ['P%3']],
    ['no quote that ends a text', "PatientID=P1'%20or%20'1'='1", []],
    ['a day', 'StudyDate=20261120', ['P%3', 'P1']],
    ['days up to one', 'StudyDate=-20260302', ['P2']],
    ['days from one', '00080020=20260303-', ['P%3', 'P1']],
    ['an hour', 'StudyTime=10', ['P%3', 'P1']],
    ['times', 'StudyTime=1016-1200', []],
    ['from one moment to another', 'StudyDate=20260302-20261120&StudyTime=0200-1000', []],
    ['moments over midnight', 'StudyDate=20260301-20261119&StudyTime=2300-0200', ['P2']],
    ['a modality of one of its series', 'ModalitiesInStudy=SR', ['P1']],
    ['one modality of several', 'ModalitiesInStudy=SR,DX', ['P%3', 'P1']],
    ['an attribute of its series', 'Modality=DX', ['P%3']],
    ['an attribute that has no column', 'StudyDescription=*100%25*&PatientSex=M', ['P%3', 'P1', 'P2']],
    ['nothing, when a value is empty', 'PatientName=&StudyDate=', ['P%3', 'P1', 'P2']],
  ])('finds studies by %s', async (_, query, expected) => expect(await patients(query)).toEqual(expected));

  it('finds a list of UIDs, and pages through them in a stable order', async () => {
    const uids = (await search('STUDY', '')).map((result) => valueOf(result, '0020000D'));
    expect(await search('STUDY', `StudyInstanceUID=${uids[0]},${uids[2]}`)).toHaveLength(2);
    const pages = await Promise.all([0, 1, 2].map((offset) => search('STUDY', `limit=1&offset=${offset}`)));
    expect(pages.flat().map((result) => valueOf(result, '0020000D'))).toEqual(uids);
    const { hasMore } = await store
      .get(SearchStudies)
      .open(queryFromParameters('STUDY', new URLSearchParams('limit=2'), { mostResults: 100 }));
    expect(hasMore).toBe(true);
  });

  it('tells series with their study, and instances in their order', async () => {
    const found = await search('SERIES', `PatientID=P1`);
    expect(found.map((one) => valueOf(one, '00201209')).sort()).toEqual([1, 2]);
    expect(valueOf(found[0]!, '00100020')).toBe('P1');
    const inStudy = await search('IMAGE', `StudyInstanceUID=${study}&SeriesInstanceUID=${series}`);
    expect(inStudy.map((one) => valueOf(one, '00200013'))).toEqual([1, 2]);
    expect(inStudy[0]).toMatchObject({
      '00280010': { vr: 'US', Value: [4] },
      '0020000E': { Value: [series] },
    });
    expect(inStudy[0]).not.toHaveProperty('00100020');
    const [whole] = await search('IMAGE', `Rows=4&includefield=all`);
    expect(whole).toMatchObject({ '00280011': { Value: [6] }, '00100010': { vr: 'PN' } });
  });

  it('counts the studies of each patient', async () => {
    const found = await search('PATIENT', 'PatientID=P1');
    expect(found).toHaveLength(1);
    expect(valueOf(found[0]!, '00100010')).toEqual({ Alphabetic: 'Doe^John' });
  });

  it.each([
    ['NoSuchKeyword=1', 'query.attribute-unknown'],
    ['StudyDate=yesterday', 'query.value-invalid'],
    ['StudyInstanceUID=abc', 'query.value-invalid'],
    ['limit=-1', 'query.parameter-invalid'],
    ['fuzzymatching=maybe', 'query.parameter-invalid'],
    ['Rows=4', 'query.attribute-not-searchable'],
    ['00081110=x', 'query.attribute-not-searchable'],
  ])('refuses %s, and says why', async (query, code) => {
    await expect(search('STUDY', query)).rejects.toMatchObject({ code });
  });
});
