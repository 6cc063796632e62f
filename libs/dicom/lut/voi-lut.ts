import type { DicomItem } from '../header/dicom-item';
import type { PixelArray } from '../pixels/decoded-frame';
import { groupForFrame } from './functional-groups';
import { type LookupTable, lookUp, readLookupTable } from './lookup-table';
import { applyModalityLut, type ModalityLut } from './modality-lut';
import type { IsPadding } from './padding';
import { robustRange } from './robust-range';
import { applyWindow, type VoiLutFunction, type Window } from './window';

/** From modality units to 0..1 (PS3.3 C.11.2). The window is always given; a table, where there is one, is applied. */
export interface VoiLut {
  window: Window;
  table?: LookupTable;
}

/**
 * The first VOI LUT, else the first window; null where the object has neither.
 * @param frame 1-based
 * @throws PixelDataDamaged when a VOI LUT Sequence cannot be used
 */
export function readVoiLut(
  o: DicomItem,
  frame: number,
  signed: boolean,
  modality: ModalityLut,
): VoiLut | null {
  const [item] = o.sequence('VOILUTSequence');
  if (item) {
    const signedInput = signed || (!modality.table && modality.intercept < 0);
    const table = readLookupTable(item, signedInput);
    return { table, window: windowOver(table.firstMapped, table.firstMapped + table.entries.length - 1) };
  }
  const window = readWindow(groupForFrame(o, frame, 'FrameVOILUTSequence'));
  return window ? { window } : null;
}

export const applyVoiLut = (voi: VoiLut, x: number): number =>
  voi.table ? lookUp(voi.table, x) / (2 ** voi.table.bits - 1) : applyWindow(x, voi.window);

function readWindow(group: DicomItem): Window | undefined {
  const center = group.numbers('WindowCenter')[0];
  const width = group.numbers('WindowWidth')[0];
  if (center === undefined || width === undefined || !Number.isFinite(center) || !(width > 0))
    return undefined;
  return { center, width, fn: readFunction(group.string('VOILUTFunction')) };
}

const readFunction = (value: string | null): VoiLutFunction =>
  value === 'LINEAR_EXACT' || value === 'SIGMOID' ? value : 'LINEAR';

/** A window over the robust range of the frame, for an object that names none. */
export function windowOfFrame(data: PixelArray, modality: ModalityLut, isPadding: IsPadding): Window {
  const [low, high] = robustRange(data, isPadding) ?? [0, 0];
  return windowOver(applyModalityLut(modality, low), applyModalityLut(modality, high));
}

/** The LINEAR window whose first grey is `a` and whose last is `b`, in either order. */
function windowOver(a: number, b: number): Window {
  const [low, high] = a < b ? [a, b] : [b, a];
  if (high - low < 1)
    return { center: (low + high) / 2, width: Math.max(high - low, 1e-6), fn: 'LINEAR_EXACT' };
  return { center: (low + high + 1) / 2, width: high - low + 1, fn: 'LINEAR' };
}
