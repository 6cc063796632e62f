import type { DataSet, Element } from 'dicom-parser';
import { MalformedObject, StructureLimitExceeded, TruncatedObject } from '../dicom-error';
import { isBulk, type Fragment, type WalkedElement } from './bulk-value';
import {
  type ByteWindow,
  type ElementHead,
  type Framing,
  LONGEST_HEAD,
  readHead,
  readTag,
  readU32,
  UNDEFINED_LENGTH,
} from './element-head';
import type { HeldValues } from './held-values';
import type { ReadLimits } from './read-limits';

/** Bytes that the walk cannot go on without. */
export interface Need {
  offset: number;
  length: number;
}

export interface Walk {
  framing: Framing;
  /** Where the first element begins and where the source ends. */
  start: number;
  size: number;
  limits: Pick<ReadLimits, 'depth' | 'structureReads'>;
  /** Takes copies of values; without it, values stay where they are, in one window that is the whole source. */
  held?: HeldValues;
  /** Stops before the first element of another group. */
  onlyGroup?: number;
  newDataSet(elements: Record<string, Element>): DataSet;
}

interface DataSetFrame {
  kind: 'data set';
  elements: Record<string, Element>;
  framing: Framing;
  /** Absent when a delimiter ends it. */
  end?: number;
  item?: Element;
}
interface SequenceFrame {
  kind: 'sequence';
  element: Element;
  framing: Framing;
  end?: number;
}
interface FragmentFrame {
  kind: 'fragments';
  element: WalkedElement & { fragments: Fragment[] };
  bigEndian: boolean;
  /** First byte after the Basic Offset Table, once that is read. */
  base?: number;
}

const ITEM = 'xfffee000';
const SEQUENCE_DELIMITER = 'xfffee0dd';
const ITEM_DELIMITER = 'xfffee00d';
const PIXEL_DATA = 'x7fe00010';
/** What one element, item or fragment costs of the budget. */
const COST = 4;

const isPrivate = (group: number): boolean => group % 2 === 1;

/**
 * Walks the elements of a data set from its first to its last byte, over windows of it, without recursion: nesting
 * costs a frame, and a value that stays in the source is stepped over. What is tolerated: items and sequences whose
 * delimiter is missing at the end of the object, and zeros behind the pixel data.
 * @throws TruncatedObject, MalformedObject, StructureLimitExceeded
 */
export class ElementWalker {
  readonly root: DataSet;
  /** Behind the last element that was read. */
  position: number;
  private readonly frames: (DataSetFrame | SequenceFrame | FragmentFrame)[];
  private readonly dataSets: DataSet[] = [];
  private window: ByteWindow = { start: 0, bytes: new Uint8Array() };
  private depth = 0;
  private left: number;

  constructor(private readonly walk: Walk) {
    this.position = walk.start;
    this.left = walk.limits.structureReads;
    const elements = {};
    this.root = this.dataSetOf(elements);
    this.frames = [{ kind: 'data set', elements, framing: walk.framing, end: walk.size }];
  }

  /** Goes on over `window`; tells which bytes come next, or `null` when all elements are read. */
  advance(window: ByteWindow): Need | null {
    this.window = window;
    for (let frame = this.frames.at(-1); frame; frame = this.frames.at(-1)) {
      const need = this.step(frame);
      if (need) return need;
    }
    for (const dataSet of this.dataSets)
      if (this.walk.held) dataSet.byteArray = this.walk.held.bytes as never;
    return null;
  }

  private step(frame: DataSetFrame | SequenceFrame | FragmentFrame): Need | null {
    if (frame.kind === 'data set') return this.stepDataSet(frame);
    return frame.kind === 'sequence' ? this.stepSequence(frame) : this.stepFragments(frame);
  }

  private stepDataSet(frame: DataSetFrame): Need | null {
    const end = frame.end ?? this.walk.size;
    if (this.position >= end) return this.closeDataSet(frame, end);
    const need = this.needed(Math.min(LONGEST_HEAD, this.walk.size - this.position));
    if (need) return need;
    if (!frame.item && this.isZeroTail(frame)) return this.pop();
    this.expect(8, 'an element is cut off');
    const head = readHead(this.window.bytes, this.at, frame.framing);
    if (this.walk.onlyGroup !== undefined && head.group !== this.walk.onlyGroup) return this.pop();
    this.spend(COST);
    if (head.group === 0xfffe) return this.stepDelimiter(frame, head);
    return this.stepElement(frame, head);
  }

  /** Some writers fill the file up with zeros behind the pixel data, which would read as group 0000. */
  private isZeroTail({ elements }: DataSetFrame): boolean {
    if (!(PIXEL_DATA in elements)) return false;
    return this.window.bytes.subarray(this.at, this.at + 8).every((byte) => byte === 0);
  }

  private stepDelimiter(frame: DataSetFrame, { tag }: ElementHead): null {
    if (tag === ITEM) throw new MalformedObject('an item stands outside of a sequence');
    this.position += 8;
    if (tag !== ITEM_DELIMITER || frame.end !== undefined) return null;
    return this.closeDataSet(frame, this.position);
  }

  private closeDataSet({ item, end: announced }: DataSetFrame, end: number): null {
    if (this.position > end) throw new TruncatedObject('an element reaches beyond the item around it');
    if (item) {
      this.depth -= 1;
      if (announced === undefined) item.length = this.position - item.dataOffset;
    }
    return this.pop();
  }

  private stepElement(frame: DataSetFrame, head: ElementHead): Need | null {
    const { tag, vr, length, size } = head;
    const start = this.position + size;
    const element: WalkedElement = { tag, vr, length, dataOffset: start };
    if (length === UNDEFINED_LENGTH) element.hadUndefinedLength = true;
    const framing = this.sequenceFraming(frame.framing, head, this.at + size);
    if (framing) return this.openSequence(frame, element, framing);
    if (element.hadUndefinedLength) return this.openFragments(frame, element);
    if (start + length > this.walk.size)
      throw new TruncatedObject(`element ${tag.slice(1)} announces ${length} bytes`);
    const need = this.takeValue(element, start);
    if (need) return need;
    frame.elements[tag] = element;
    this.position = start + length;
    return null;
  }

  /** How the items of a sequence are framed; `undefined` when the element is none. */
  private sequenceFraming(around: Framing, head: ElementHead, valueAt: number): Framing | undefined {
    const { bigEndian, form } = around;
    const open = head.length === UNDEFINED_LENGTH;
    if (head.tag === PIXEL_DATA && open) return undefined;
    // A sequence of unknown representation is implicit inside (PS3.5 section 6.2.2 note 2).
    if (form === 'explicit') {
      if (head.vr === 'SQ') return around;
      return head.vr === 'UN' && open ? { form: 'unknown', bigEndian } : undefined;
    }
    if (open) return around;
    if (isPrivate(head.group)) return undefined;
    if (form === 'implicit') return head.vr === 'SQ' ? around : undefined;
    const isKnown = valueAt + 4 <= this.window.bytes.length;
    const next = isKnown ? readTag(this.window.bytes, valueAt, bigEndian) : '';
    return next === ITEM || next === SEQUENCE_DELIMITER ? around : undefined;
  }

  /** Holds a short value, notes where a long one lies; tells what is missing of a value that must be held. */
  private takeValue(element: WalkedElement, start: number): Need | null {
    const { held } = this.walk;
    const { length } = element;
    if (!held) return null;
    if (isBulk(element.tag, element.vr ?? 'UN', length)) {
      element.bulk = { offset: start, length };
      return null;
    }
    held.checkRoomFor(length);
    const need = this.needed(start - this.position + length);
    if (need) return need;
    const from = start - this.window.start;
    element.dataOffset = held.hold(this.window.bytes.subarray(from, from + length));
    return null;
  }

  private openSequence(frame: DataSetFrame, element: WalkedElement, framing: Framing): null {
    element.items = [];
    frame.elements[element.tag] = element;
    this.position = element.dataOffset;
    const end = element.hadUndefinedLength ? undefined : element.dataOffset + element.length;
    this.frames.push({ kind: 'sequence', element, framing, end });
    return null;
  }

  private stepSequence(frame: SequenceFrame): Need | null {
    const { element, framing } = frame;
    if (this.position >= (frame.end ?? this.walk.size - 3)) return this.closeSequence(frame, 0);
    const need = this.needed(Math.min(8, this.walk.size - this.position));
    if (need) return need;
    this.expect(8, 'an item is cut off');
    this.spend(COST);
    const tag = readTag(this.window.bytes, this.at, framing.bigEndian);
    if (tag === SEQUENCE_DELIMITER && frame.end === undefined) return this.closeSequence(frame, 8);
    if (tag !== ITEM)
      throw new MalformedObject(`sequence ${element.tag.slice(1)} holds something else than items`);
    const length = readU32(this.window.bytes, this.at + 4, framing.bigEndian);
    this.position += 8;
    this.openItem(element, framing, length);
    return null;
  }

  private openItem(sequence: Element, framing: Framing, length: number): void {
    this.depth += 1;
    const { depth } = this.walk.limits;
    if (this.depth > depth) throw new StructureLimitExceeded(`sequences nested deeper than ${depth}`);
    const isOpen = length === UNDEFINED_LENGTH;
    const end = isOpen ? undefined : this.position + length;
    if (end !== undefined && end > this.walk.size)
      throw new TruncatedObject('an item reaches beyond the object');
    const elements = {};
    const dataSet = this.dataSetOf(elements);
    const item = { tag: ITEM, length, dataOffset: this.position, dataSet } as Element;
    if (isOpen) item.hadUndefinedLength = true;
    sequence.items?.push(item);
    this.frames.push({ kind: 'data set', elements, framing, end, item });
  }

  private closeSequence({ element, end }: SequenceFrame, delimiter: number): null {
    if (end === undefined) element.length = this.position - element.dataOffset;
    this.position += delimiter;
    return this.pop();
  }

  private openFragments(frame: DataSetFrame, element: WalkedElement): null {
    const fragments: Fragment[] = [];
    const encapsulated = Object.assign(element, {
      encapsulatedPixelData: true,
      basicOffsetTable: [],
      fragments,
    });
    frame.elements[element.tag] = encapsulated as Element;
    this.position = element.dataOffset;
    this.frames.push({ kind: 'fragments', element: encapsulated, bigEndian: frame.framing.bigEndian });
    return null;
  }

  private stepFragments(frame: FragmentFrame): Need | null {
    if (frame.base === undefined) return this.readOffsetTable(frame);
    if (this.position >= this.walk.size) return this.closeFragments(frame.element);
    const need = this.needed(Math.min(8, this.walk.size - this.position));
    if (need) return need;
    this.expect(8, 'the pixel data end inside a fragment');
    this.spend(COST);
    const tag = readTag(this.window.bytes, this.at, frame.bigEndian);
    const length = readU32(this.window.bytes, this.at + 4, frame.bigEndian);
    this.position += 8;
    this.expect(length, 'the pixel data end inside a fragment');
    if (tag !== SEQUENCE_DELIMITER) {
      const { position } = this;
      frame.element.fragments.push({ offset: position - frame.base - 8, position, length });
    }
    this.position += length;
    return tag === ITEM ? null : this.closeFragments(frame.element);
  }

  private readOffsetTable(frame: FragmentFrame): Need | null {
    this.expect(8, 'the pixel data are cut off');
    const head = this.needed(8);
    if (head) return head;
    if (readTag(this.window.bytes, this.at, frame.bigEndian) !== ITEM)
      throw new MalformedObject(
        `element ${frame.element.tag.slice(1)} of undefined length holds no fragments`,
      );
    const length = readU32(this.window.bytes, this.at + 4, frame.bigEndian);
    this.expect(8 + length, 'the offset table of the pixel data is cut off');
    this.checkBudget(length >> 2);
    const need = this.needed(8 + length);
    if (need) return need;
    this.spend(length >> 2);
    const { bytes } = this.window;
    const first = this.at + 8;
    frame.element.basicOffsetTable = Array.from({ length: length >> 2 }, (_, index) =>
      readU32(bytes, first + index * 4, frame.bigEndian),
    );
    this.position += 8 + length;
    frame.base = this.position;
    return null;
  }

  private closeFragments(element: WalkedElement): null {
    element.length = this.position - element.dataOffset;
    if (this.walk.held) element.bulk = { offset: element.dataOffset, length: element.length };
    return this.pop();
  }

  private dataSetOf(elements: Record<string, Element>): DataSet {
    const dataSet = this.walk.newDataSet(elements);
    this.dataSets.push(dataSet);
    return dataSet;
  }

  private pop(): null {
    this.frames.pop();
    return null;
  }

  /** Where the walk stands inside the window. */
  private get at(): number {
    return this.position - this.window.start;
  }

  private needed(length: number): Need | null {
    const { start, bytes } = this.window;
    const isCovered = this.position >= start && this.position + length <= start + bytes.length;
    return isCovered ? null : { offset: this.position, length };
  }

  private expect(length: number, otherwise: string): void {
    if (this.position + length > this.walk.size) throw new TruncatedObject(otherwise);
  }

  private checkBudget(cost: number): void {
    if (this.left < cost)
      throw new StructureLimitExceeded(`more than ${this.walk.limits.structureReads} element boundaries`);
  }

  private spend(cost: number): void {
    this.checkBudget(cost);
    this.left -= cost;
  }
}
