import { workerData } from 'node:worker_threads';
import { InspectFilm } from '../../application/inspect-film.use-case';
import { ReadFilm } from '../../application/read-film.use-case';
import { writeSentences } from '../../application/write-sentences';
import type { Profile } from '../../domain/film-facts';
import type { FilmInspection, Reading, Wording } from '../../domain/reading';
import { type LoadedModel, loadModel } from '../model/load-model';
import { readModelOfKind } from '../model/model-registry';
import type { ProviderOutcome, SessionSettings } from '../model/onnx-session';
import { type FilmSource, openFilm } from './film-source';
import type { ReaderResult, ReaderTask } from './reader-tasks';
import { serveModel } from './serve-model';
import { inStoredPixels } from './stored-boxes';

/** What a reader thread is started with. */
export interface FilmReaderSettings extends SessionSettings {
  readonly modelFolder: string;
  readonly profile: Profile;
  readonly wording: Wording;
  /** `null`: the model's own. */
  readonly beamWidth: number | null;
}

const settings = workerData as FilmReaderSettings;

serveModel<ReaderTask, ReaderResult, ProviderOutcome>(async () => {
  const model = await loadModel(await readModelOfKind(settings.modelFolder, 'film-reader'), settings);
  return { ready: model.outcome, work: workOf(model), release: () => model.release() };
});

function workOf(model: LoadedModel): (task: ReaderTask) => Promise<ReaderResult> {
  const reader = new ReadFilm(model, settings);
  const inspector = new InspectFilm(model, settings);
  return async (task) => {
    if (task.kind === 'write') return writeSentences(task.statements, model.writer, task.place);
    if (task.kind === 'embed-texts') return (await model.textEncoder()).encode(task.texts);
    return task.kind === 'read' ? readOne(reader, task) : inspectOne(inspector, task.film);
  };
}

async function readOne(
  reader: ReadFilm,
  { film, prior = null }: ReaderTask & { kind: 'read' },
): Promise<Reading> {
  const { facts, orientation, picture } = openFilm(film);
  const reading = await reader.execute(facts, picture, prior);
  const { findings, sentences } = reading;
  return {
    ...reading,
    findings: inStoredPixels(findings, orientation),
    sentences: inStoredPixels(sentences, orientation),
  };
}

async function inspectOne(inspector: InspectFilm, source: FilmSource): Promise<FilmInspection> {
  const { facts, orientation, picture } = openFilm(source);
  const inspection = await inspector.execute(facts, picture);
  return { ...inspection, findings: inStoredPixels(inspection.findings, orientation) };
}
