import { SopClass } from '../../dictionary/sop-class';
import { writeObject } from '../composite/write-object';
import type { NaturalDataset } from '../../write/natural-dataset';
import type { CompositeInput, ImageReference, PlacedReference } from '../composite/composite-input';
import { compositeModules } from '../composite/composite-modules';
import { dateOf, timeOf } from '../composite/date-time';
import { bySeries, imageItem } from '../composite/references';
import { type Annotation, annotationItem, type Layer, layerItem } from './annotation';
import type { GreyPresentation } from './grey-presentation';

/** An image that the state shows, all with the same size and the same greys. */
type PresentedImage = PlacedReference & ImageReference;

/** A Grayscale Softcopy Presentation State (PS3.3 A.33.1): outlines and words over images. */
export interface PresentationStateInput extends CompositeInput {
  /** At most 16 characters of a code string: upper case, digits, space, underscore. */
  readonly label: string;
  readonly description: string;
  /** PN of who made it; empty for a device. */
  readonly creatorName: string | null;
  /** At least one. */
  readonly images: readonly PresentedImage[];
  readonly size: { readonly rows: number; readonly columns: number };
  readonly grey: GreyPresentation;
  readonly layers: readonly Layer[];
  readonly annotations: readonly Annotation[];
}

/** Writes the object as a Part 10 file in UTF-8. @throws RangeError when a value does not fit its representation */
export const presentationState = (input: PresentationStateInput): Uint8Array =>
  writeObject({
    ...compositeModules(SopClass.GrayscaleSoftcopyPresentationStateStorage, 'PR', input),
    ...identification(input),
    ReferencedSeriesSequence: bySeries(input.images).map(([seriesInstanceUid, images]) => ({
      SeriesInstanceUID: seriesInstanceUid,
      ReferencedImageSequence: images.map(imageItem),
    })),
    DisplayedAreaSelectionSequence: [displayedArea(input.size)],
    GraphicAnnotationSequence: input.annotations.map(annotationItem),
    GraphicLayerSequence: input.layers.map(layerItem),
    ...greys(input),
  });

const identification = (input: PresentationStateInput): NaturalDataset => ({
  // Type 2C of General Series for a paired structure (PS3.3 C.7.3.1): the film's own header tells the side.
  Laterality: null,
  ContentLabel: input.label,
  ContentDescription: input.description.slice(0, 64),
  PresentationCreationDate: dateOf(input.contentAt),
  PresentationCreationTime: timeOf(input.contentAt),
  ContentCreatorName: input.creatorName,
});

/** The whole image, as large as the screen allows (PS3.3 C.10.4). */
const displayedArea = ({ rows, columns }: PresentationStateInput['size']): NaturalDataset => ({
  DisplayedAreaTopLeftHandCorner: [1, 1],
  DisplayedAreaBottomRightHandCorner: [columns, rows],
  PresentationSizeMode: 'SCALE TO FIT',
  PresentationPixelAspectRatio: [1, 1],
});

/** Modality LUT, Softcopy VOI LUT and Softcopy Presentation LUT: a state replaces those of the image. */
const greys = ({ grey: { rescale, window, inverse }, images }: PresentationStateInput): NaturalDataset => ({
  RescaleIntercept: rescale?.intercept,
  RescaleSlope: rescale?.slope,
  RescaleType: rescale?.type.slice(0, 64),
  SoftcopyVOILUTSequence: window
    ? [
        {
          ReferencedImageSequence: images.map(imageItem),
          WindowCenter: window.center,
          WindowWidth: window.width,
          WindowCenterWidthExplanation: window.explanation?.slice(0, 64),
          VOILUTFunction: window.fn === 'LINEAR' ? undefined : window.fn,
        },
      ]
    : undefined,
  PresentationLUTShape: inverse ? 'INVERSE' : 'IDENTITY',
});
