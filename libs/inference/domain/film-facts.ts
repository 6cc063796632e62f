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
  /** The object says of itself that it was drawn by a program, not taken. */
  readonly phantom: boolean;
  /** The object says of itself that a model made it from a text. */
  readonly generated: boolean;
}

/** Which profile runs: phantoms and generated films are read in the demo only. */
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
  generated: false,
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
/** The mark that generated films, and all that is made of them, carry. */
export const SYNTHETIC_MARK = 'SYNTHETIC';

/** Marks that every output made of the film must carry. */
export const marksOf = ({ phantom, generated }: FilmFacts): string[] => [
  ...(phantom ? [PHANTOM_MARK] : []),
  ...(generated ? [SYNTHETIC_MARK] : []),
];

/**
 * Whether the object says that no patient was in front of the detector, and what was instead. One that says only that
 * it is no patient's counts as a phantom.
 */
export function drawnInstead(marks: SyntheticMarks): Pick<FilmFacts, 'phantom' | 'generated'> {
  const phantom = marks.manufacturerModelName?.trim() === 'Wetread Phantom' || saysFirst(marks, PHANTOM_MARK);
  if (phantom) return { phantom, generated: false };
  const generated = saysFirst(marks, SYNTHETIC_MARK) || marks.syntheticData?.trim() === 'YES';
  return { phantom: !generated && marks.qualityControlImage?.trim() === 'YES', generated };
}

/** The series is called so, or the image type is. */
const saysFirst = ({ seriesDescription, imageType }: SyntheticMarks, mark: string): boolean =>
  (seriesDescription?.trim().toUpperCase().startsWith(mark) ?? false) ||
  imageType.some((value) => value.trim().toUpperCase() === mark);
