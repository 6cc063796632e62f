import type { NaturalDataset } from '../../write/natural-dataset';
import type { ImageReference } from '../composite/composite-input';
import { imageItem } from '../composite/references';

/** A layer of graphics; higher orders are drawn over lower ones (PS3.3 C.10.7). */
export interface Layer {
  /** At most 16 characters of a code string. */
  readonly name: string;
  readonly description: string;
  readonly order: number;
  /** CIELab as PCS-values of 16 bits (PS3.3 C.10.7.1.1). */
  readonly cieLab?: readonly [l: number, a: number, b: number];
}

/** A closed outline in pixels from the image's top left corner, 0\0 to columns\rows. */
export interface Outline {
  readonly points: readonly (readonly [column: number, row: number])[];
}

/** Words with the corner of a box to begin at, in fractions of the displayed area. */
export interface Caption {
  readonly text: string;
  readonly topLeft: readonly [x: number, y: number];
  readonly bottomRight: readonly [x: number, y: number];
}

/** Outlines and words on a layer over some images (PS3.3 C.10.5). */
export interface Annotation {
  readonly images: readonly ImageReference[];
  readonly layer: string;
  readonly outlines: readonly Outline[];
  readonly captions: readonly Caption[];
}

export const layerItem = ({ name, description, order, cieLab }: Layer): NaturalDataset => ({
  GraphicLayer: name,
  GraphicLayerOrder: order,
  GraphicLayerRecommendedDisplayGrayscaleValue: 0xffff,
  GraphicLayerRecommendedDisplayCIELabValue: cieLab ? [...cieLab] : undefined,
  GraphicLayerDescription: description.slice(0, 64),
});

export const annotationItem = ({ images, layer, outlines, captions }: Annotation): NaturalDataset => ({
  ReferencedImageSequence: images.map(imageItem),
  GraphicLayer: layer,
  TextObjectSequence: captions.length > 0 ? captions.map(captionItem) : undefined,
  GraphicObjectSequence: outlines.length > 0 ? outlines.map(outlineItem) : undefined,
});

const outlineItem = ({ points }: Outline): NaturalDataset => ({
  GraphicAnnotationUnits: 'PIXEL',
  GraphicDimensions: 2,
  NumberOfGraphicPoints: points.length,
  GraphicData: points.flat(),
  GraphicType: 'POLYLINE',
  GraphicFilled: 'N',
});

const captionItem = ({ text, topLeft, bottomRight }: Caption): NaturalDataset => ({
  BoundingBoxAnnotationUnits: 'DISPLAY',
  BoundingBoxTopLeftHandCorner: [...topLeft],
  BoundingBoxBottomRightHandCorner: [...bottomRight],
  BoundingBoxTextHorizontalJustification: 'LEFT',
  UnformattedTextValue: text,
});
