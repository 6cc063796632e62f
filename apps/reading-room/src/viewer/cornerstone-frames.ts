import { cache, Enums, imageLoader, metaData, type Types } from '@cornerstonejs/core';
import type { Frame } from './film-viewer';
import { modalityPixels, rangeOf, withAlpha } from './frame-pixels';

const SCHEME = 'wetread';
const offered = new Map<string, Frame>();
let registered = false;

export const imageIdOf = (frame: Frame): string => `${SCHEME}:${frame.key}`;

/** Makes a fetched frame known to Cornerstone3D, which asks for it by image id. */
export function offerFrame(frame: Frame): void {
  offered.set(imageIdOf(frame), frame);
}

export function forgetFrame(frame: Frame): void {
  const imageId = imageIdOf(frame);
  offered.delete(imageId);
  if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
}

export function registerFrames(): void {
  if (registered) return;
  registered = true;
  imageLoader.registerImageLoader(SCHEME, (imageId, options) => ({
    promise: Promise.resolve(imageOf(imageId, Boolean(options?.['useRGBA']))),
  }));
  metaData.addProvider(describe, 100);
}

function frameOf(imageId: string): Frame {
  const frame = offered.get(imageId);
  if (!frame) throw new Error(`The film ${imageId} was closed before it could be drawn.`);
  return frame;
}

function imageOf(imageId: string, useRgba: boolean): Types.IImage {
  const frame = frameOf(imageId);
  const { rows, columns, samplesPerPixel, windowCenter, windowWidth, inverted, pixelSpacing } = frame.header;
  const colour = samplesPerPixel === 3;
  const values = modalityPixels(frame);
  const pixels = colour && useRgba ? withAlpha(values) : values;
  const [minPixelValue, maxPixelValue] = rangeOf(values);
  const [rowPixelSpacing, columnPixelSpacing] = pixelSpacing ?? [1, 1];
  return {
    imageId,
    rows,
    columns,
    width: columns,
    height: rows,
    minPixelValue,
    maxPixelValue,
    slope: 1,
    intercept: 0,
    isPreScaled: true,
    windowCenter: colour ? 128 : windowCenter,
    windowWidth: colour ? 256 : windowWidth,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    color: colour,
    rgba: colour && useRgba,
    numberOfComponents: colour ? (useRgba ? 4 : 3) : 1,
    rowPixelSpacing,
    columnPixelSpacing,
    invert: inverted,
    sizeInBytes: pixels.byteLength,
    dataType: pixels.constructor.name as Types.PixelDataTypedArrayString,
    getPixelData: () => pixels as Types.PixelDataTypedArray,
    getCanvas: () => document.createElement('canvas'),
  };
}

/** What Cornerstone3D asks about an image, told from the frame's header. */
function describe(type: string, imageId: string): unknown {
  const frame = offered.get(imageId);
  if (!frame) return undefined;
  const { header } = frame;
  const [rowPixelSpacing, columnPixelSpacing] = header.pixelSpacing ?? [1, 1];
  switch (type) {
    case Enums.MetadataModules.IMAGE_PIXEL:
      return {
        bitsAllocated: header.bitsAllocated,
        bitsStored: header.bitsAllocated,
        highBit: header.bitsAllocated - 1,
        samplesPerPixel: header.samplesPerPixel,
        // Turned over in our own hands (`setInverted`), so the engine must not do it a second time.
        photometricInterpretation: header.samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
        pixelRepresentation: header.signed ? 1 : 0,
      };
    case Enums.MetadataModules.GENERAL_SERIES:
      return { modality: 'OT' };
    case Enums.MetadataModules.IMAGE_PLANE:
      return {
        rows: header.rows,
        columns: header.columns,
        rowPixelSpacing,
        columnPixelSpacing,
        rowCosines: [1, 0, 0],
        columnCosines: [0, 1, 0],
        imageOrientationPatient: [1, 0, 0, 0, 1, 0],
        imagePositionPatient: [0, 0, 0],
        frameOfReferenceUID: imageId,
      };
    default:
      return undefined;
  }
}
