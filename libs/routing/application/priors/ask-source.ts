import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { maybeSamePatient, Studies } from '@wetread/imaging-study';
import { Clock, DomainError, type StudyInstanceUid } from '@wetread/kernel';
import { Logger } from '@wetread/platform';
import { type PriorArchive, PriorArchives } from '../../domain/priors/prior-archive';
import type { SourceOutcome } from '../../domain/priors/prior-fetches';
import { type CandidateStudy, type PriorsFor, relevantPriors } from '../../domain/priors/prior-relevance';
import { type PriorSource, PriorSources } from '../../domain/priors/prior-sources';
import { PriorStudies } from '../../domain/priors/prior-studies';

/** Pauses before the second and the third try; a source that is down must not keep the reader waiting. */
const RETRY_MS = [500, 2000];

/** A source that accepts a call and then says nothing is given up; longer than any sound archive takes. */
const FIND_MS = 20_000;
const FETCH_MS = 180_000;

type Counts = { -readonly [Name in keyof SourceOutcome]: SourceOutcome[Name] };

/** Asks one source for the relevant priors of a study and fetches those that are not here. Never throws. */
@Injectable()
export class AskSource {
  constructor(
    private readonly archives: PriorArchives,
    private readonly sources: PriorSources,
    private readonly priors: PriorStudies,
    private readonly studies: Studies,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async execute(source: PriorSource, asked: PriorsFor, signal: AbortSignal): Promise<SourceOutcome> {
    const zero = { found: 0, wanted: 0, studies: 0, instances: 0, bytes: 0, refused: 0, errorCode: null };
    const counts: Counts = { source: source.name, ...zero };
    try {
      const archive = this.archives.open(source);
      const found = await retried((within) => archive.find(asked, within), FIND_MS, signal);
      counts.found = found.length;
      const wanted = await this.notHere(
        relevantPriors(asked, found, source.settings.relevance, maybeSamePatient),
      );
      counts.wanted = wanted.length;
      for (const one of wanted) await this.fetch(one, archive, { source, asked, signal, counts });
    } catch (error) {
      counts.errorCode = signal.aborted ? 'priors.given-up' : codeOf(error);
      const { studyInstanceUid } = asked;
      this.logger.warn({ studyInstanceUid, source: source.name, error }, 'priors could not be fetched');
    }
    return counts;
  }

  private async notHere(candidates: readonly CandidateStudy[]): Promise<CandidateStudy[]> {
    const here = await Promise.all(
      candidates.map(({ studyInstanceUid }) => this.studies.find(studyInstanceUid as StudyInstanceUid)),
    );
    return candidates.filter((_, index) => here[index] === null);
  }

  private async fetch(
    { studyInstanceUid }: CandidateStudy,
    archive: PriorArchive,
    run: { source: PriorSource; asked: PriorsFor; signal: AbortSignal; counts: Counts },
  ): Promise<void> {
    const { source, asked, signal, counts } = run;
    const maxBytes = source.settings.relevance.maxBytes - counts.bytes;
    // Whoever switches a source off ends what runs, from whatever process.
    const isActive = (await this.sources.find(source.name))?.active ?? false;
    if (maxBytes <= 0 || !isActive) return;
    await this.priors.add({
      studyInstanceUid: studyInstanceUid as StudyInstanceUid,
      forStudyInstanceUid: asked.studyInstanceUid as StudyInstanceUid,
      source: source.name,
      askedAt: this.clock.now(),
    });
    const brought = await retried(
      (within) => archive.fetch(studyInstanceUid, asked, { maxBytes, signal: within }),
      FETCH_MS,
      signal,
    );
    counts.studies += 1;
    counts.instances += brought.instances;
    counts.bytes += brought.bytes;
    counts.refused += brought.refused;
    if (brought.cut) counts.errorCode = 'priors.bytes-exceeded';
  }
}

const codeOf = (error: unknown): string =>
  error instanceof DomainError ? error.code : 'priors.source-unreachable';

/** @param ask is given what ends it: `signal`, or that `ms` have passed */
async function retried<Result>(
  ask: (signal: AbortSignal) => Promise<Result>,
  ms: number,
  signal: AbortSignal,
): Promise<Result> {
  const within = (): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  for (const pause of RETRY_MS) {
    try {
      return await ask(within());
    } catch (error) {
      const isFinal = error instanceof DomainError && error.status !== 'unavailable';
      if (signal.aborted || isFinal) throw error;
      await wait(pause, undefined, { signal });
    }
  }
  return ask(within());
}
