import { newUid } from '@wetread/dicom';
import { type StudyInstanceUid, studyInstanceUid } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock } from '@wetread/testing';
import type { PriorArchive } from '../../domain/priors/prior-archive';
import { PriorSourceRefused, PriorSourceUnreachable } from '../../domain/priors/prior-errors';
import { PriorFetches } from '../../domain/priors/prior-fetches';
import type { PriorsWanted } from '../../domain/priors/prior-events';
import {
  type CandidateStudy,
  defaultRelevance,
  type PriorRelevance,
} from '../../domain/priors/prior-relevance';
import { PriorStudies } from '../../domain/priors/prior-studies';
import { PriorsWantedHandler } from '../../jobs/priors-wanted.handler';
import { openRouting, type OpenRouting } from '../../testing/open-routing';
import { RouteStudy } from '../route-study.use-case';
import { FetchPriors } from './fetch-priors.use-case';
import { RemovePriorSource } from './remove-prior-source.use-case';
import { SavePriorSource } from './save-prior-source.use-case';

describeOnEveryDatabase('fetching the priors of a study', ({ open }) => {
  let routing: OpenRouting;
  let study: StudyInstanceUid;
  let prior: StudyInstanceUid;
  let fetched: string[];
  beforeAll(async () => {
    const clock = new HandClock();
    routing = await openRouting(await open(clock), clock);
  });
  afterAll(() => routing?.close());
  beforeEach(async () => {
    [study, prior, fetched] = [studyInstanceUid(newUid()), studyInstanceUid(newUid()), []];
    await routing.query('delete from outbox_events');
    await routing.held.put(study, { modalities: ['DX'] });
    await saveSource({});
    routing.archive.current = archiveOf([candidate(prior)]);
  });

  const saveSource = (relevance: Partial<PriorRelevance>, active = true) =>
    routing.get(SavePriorSource).execute(
      {
        name: 'archive',
        active,
        settings: {
          kind: 'dicomweb',
          baseUrl: 'http://archive.example',
          authorizationSecret: null,
          relevance: { ...defaultRelevance, ...relevance },
        },
      },
      'admin',
    );
  const candidate = (uid: string, told: Partial<CandidateStudy> = {}): CandidateStudy => ({
    studyInstanceUid: uid,
    patient: { patientId: 'P1', issuerOfPatientId: null, patientName: null, birthDate: null, sex: null },
    studyDate: '20260101',
    modalitiesInStudy: ['DX'],
    studyDescription: '',
    bodyPartsExamined: [],
    ...told,
  });
  const archiveOf = (found: CandidateStudy[], told: Partial<PriorArchive> = {}): PriorArchive => ({
    find: async () => found,
    fetch: async (uid) => {
      fetched.push(uid);
      return { instances: 1, bytes: 100, refused: 0, cut: false };
    },
    ...told,
  });
  const route = () =>
    routing.get(RouteStudy).execute({ studyInstanceUid: study, completion: 1, reason: 'first' });
  const told = async (type: string) => (await routing.events()).find((event) => event.type === type);
  /** Routes the study and does what the event of its priors asks for. */
  async function routeAndFetch(): Promise<void> {
    await route();
    const wanted = await told('study.priors-wanted');
    await routing.get(PriorsWantedHandler).handle(wanted!.payload as PriorsWanted);
  }
  const outcome = async () => (await routing.get(PriorFetches).find(study))?.outcome[0];

  it('lets the reading wait for a minute at most, and no longer than until they are there', async () => {
    const now = routing.clock.now();
    await route();
    const read = await told('study.to-read.routine');
    expect(read?.not_before).toEqual(new Date(now.getTime() + 60_000));
    await routing
      .get(PriorsWantedHandler)
      .handle((await told('study.priors-wanted'))!.payload as PriorsWanted);
    expect(await told('study.to-read.routine')).toEqual({ ...read, not_before: now });
    expect(fetched).toEqual([prior]);
  });

  it('records what came, and that the fetched study is a prior', async () => {
    await routeAndFetch();
    expect(await outcome()).toEqual({
      source: 'archive',
      found: 1,
      wanted: 1,
      studies: 1,
      instances: 1,
      bytes: 100,
      refused: 0,
      errorCode: null,
    });
    expect(await routing.get(PriorStudies).find(prior)).toMatchObject({ forStudyInstanceUid: study });
    expect((await routing.audited('priors-fetched'))[0]).toMatchObject({
      outcome: 'success',
      subject: { studyInstanceUid: study },
    });
  });

  it('does not ask for the priors of a prior, nor twice for those of one study', async () => {
    await routeAndFetch();
    await routing.held.put(prior, { modalities: ['DX'], sources: [{ kind: 'prior', peer: 'archive' }] });
    await routing.query('delete from outbox_events');
    const routed = { studyInstanceUid: prior, completion: 1, reason: 'first' };
    expect(await routing.get(RouteStudy).execute(routed)).toMatchObject({ rule: 'prior' });
    await routing
      .get(RouteStudy)
      .execute({ studyInstanceUid: study, completion: 2, reason: 'late-instance' });
    expect(await told('study.priors-wanted')).toBeUndefined();
    await routing.get(FetchPriors).execute(study, new AbortController().signal);
    expect(fetched).toEqual([prior]);
  });

  it('fetches nothing that is here, and stops at the bytes that are allowed', async () => {
    const here = studyInstanceUid(newUid());
    await routing.held.put(here, { modalities: ['DX'] });
    routing.archive.current = archiveOf([candidate(here), candidate(prior), candidate(newUid())]);
    await saveSource({ maxBytes: 100 });
    await routeAndFetch();
    expect(fetched).toHaveLength(1);
    expect(await outcome()).toMatchObject({ found: 3, wanted: 2, studies: 1, bytes: 100 });
  });

  it('tries a source again that was not there, and reads without it when it stays away', async () => {
    let tries = 0;
    const find = async () => {
      if ((tries += 1) === 1) throw new PriorSourceUnreachable();
      return [candidate(prior)];
    };
    routing.archive.current = archiveOf([], { find });
    await routeAndFetch();
    expect([tries, fetched]).toEqual([2, [prior]]);
  });

  it('records the refusal of a source and goes on', async () => {
    routing.archive.current = archiveOf([candidate(prior)], {
      find: async () => {
        throw new PriorSourceRefused(403);
      },
    });
    await routeAndFetch();
    expect(await outcome()).toMatchObject({ found: 0, errorCode: 'priors.source-refused' });
    expect((await routing.audited('priors-fetched'))[0]?.outcome).toBe('failure');
    expect((await told('study.to-read.routine'))?.not_before).toEqual(routing.clock.now());
  });

  it('ends when it is told to, also in the middle of a transfer', async () => {
    const stop = new AbortController();
    routing.archive.current = archiveOf([candidate(prior)], {
      fetch: (_, __, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
          stop.abort();
        }),
    });
    await routing.get(FetchPriors).execute(study, stop.signal);
    expect(await routing.get(PriorFetches).find(study)).toMatchObject({
      state: 'given-up',
      outcome: [{ studies: 0, errorCode: 'priors.given-up' }],
    });
  });

  it('ends between two studies when the source is switched off', async () => {
    routing.archive.current = archiveOf([candidate(prior), candidate(newUid())], {
      fetch: async (uid) => {
        fetched.push(uid);
        await saveSource({}, false);
        return { instances: 1, bytes: 1, refused: 0, cut: false };
      },
    });
    await routeAndFetch();
    expect(fetched).toHaveLength(1);
  });

  it('asks nobody where there is no source', async () => {
    await routing.get(RemovePriorSource).execute('archive', 'admin');
    await route();
    expect(await routing.events()).toMatchObject([
      { type: 'study.to-read.routine', not_before: routing.clock.now() },
    ]);
    await expect(routing.get(RemovePriorSource).execute('archive', 'admin')).rejects.toMatchObject({
      code: 'priors.source-not-found',
    });
  });
});
