import type { ModelKind } from '@wetread/inference';
import type { OverviewRow } from '../overview/overview-row';
import type { Bench, Headlines } from '../reading/bench';

/** What one measure found, in every form in which it is told. */
export interface Measured {
  /** Goes into `evaluation.json` as it is. */
  readonly report: unknown;
  /** What seeds are compared by. */
  readonly headlines: Headlines;
  /** Its part of `EVALUATION.md`. */
  readonly markdown: string;
  /** Its rows of the overview. */
  readonly rows: readonly OverviewRow[];
}

/** One entry of the table of measures. */
export interface Measure {
  /** The kind of model that it measures; `rules`: no weights are asked, and no seed changes anything. */
  readonly of: ModelKind | 'rules';
  /** Whether it is repeated for the models of other seeds. */
  readonly repeats: boolean;
  /** The files of the model that decide it, by role; empty: all of them. */
  readonly files: readonly string[];
  run(bench: Bench): Promise<Measured>;
  /** The same from the report that `evaluation.json` holds under its name. */
  retell(report: unknown): Measured;
}

/** What a measure is made of. */
interface MeasureParts<Report> {
  readonly of: Measure['of'];
  run(bench: Bench): Promise<Report>;
  /** Roles of the files that decide it; default all. Not repeated for seeds that share them. */
  readonly files?: readonly string[];
  /** Left out when other seeds would tell nothing new. */
  headlines?(report: Report): Headlines;
  markdown(report: Report): string;
  rows(report: Report): readonly OverviewRow[];
}

/** Ties the parts of one measure together, so that the type of its report concerns nobody else. */
export const measureOf = <Report>({
  of,
  files = [],
  run,
  headlines,
  markdown,
  rows,
}: MeasureParts<Report>): Measure => {
  const tell = (report: Report): Measured => ({
    report,
    headlines: headlines?.(report) ?? {},
    markdown: markdown(report),
    rows: rows(report),
  });
  return {
    of,
    files,
    repeats: of !== 'rules' && headlines !== undefined,
    run: async (bench) => tell(await run(bench)),
    // Its shape is what this measure once wrote: a report of another shape fails while it is told.
    retell: (report) => tell(report as Report),
  };
};
