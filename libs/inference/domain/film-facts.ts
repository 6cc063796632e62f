/** What the header of an object says about its picture. `null` is "not said", which is never a refusal. */
export interface FilmFacts {
  readonly modality: string | null;
  readonly bodyPart: string | null;
  /** (0018,5101) ViewPosition. */
  readonly viewPosition: string | null;
  /** (0008,0068) PresentationIntentType. */
  readonly presentationIntent: string | null;
  readonly frames: number;
  readonly rows: number | null;
  readonly columns: number | null;
  readonly hasPixels: boolean;
  /** The object says of itself that it was drawn, not taken. */
  readonly phantom: boolean;
}

/** Which profile runs: phantoms are read in the demo only. */
export type Profile = 'demo' | 'production';

/** Facts of a single picture of which only `known` is known (a PNG, say). */
export const filmFacts = (known: Partial<FilmFacts> = {}): FilmFacts => ({
  modality: null,
  bodyPart: null,
  viewPosition: null,
  presentationIntent: null,
  frames: 1,
  rows: null,
  columns: null,
  hasPixels: true,
  phantom: false,
  ...known,
});

/** Header values that may mark an object as synthetic. */
export interface SyntheticMarks {
  readonly manufacturerModelName: string | null;
  readonly seriesDescription: string | null;
  readonly imageType: readonly string[];
  /** (0028,0300), `YES` for phantoms and other pictures of quality control (PS3.3 C.7.6.1). */
  readonly qualityControlImage: string | null;
  /** (0008,001C), `YES` when the content was made by computation (PS3.3 C.12.1). */
  readonly syntheticData: string | null;
}

/** The mark that the readings of phantoms carry. */
export const PHANTOM_MARK = 'PHANTOM';

/** Whether the object says that no patient was in front of the detector. */
export function saysPhantom(marks: SyntheticMarks): boolean {
  return (
    marks.manufacturerModelName?.trim() === 'Wetread Phantom' ||
    (marks.seriesDescription?.trim().toUpperCase().startsWith(PHANTOM_MARK) ?? false) ||
    marks.imageType.some((value) => /^(PHANTOM|SYNTHETIC)$/i.test(value.trim())) ||
    [marks.qualityControlImage, marks.syntheticData].some((value) => value?.trim() === 'YES')
  );
}
