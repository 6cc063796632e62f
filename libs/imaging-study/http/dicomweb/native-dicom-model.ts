import type { DicomJson, DicomJsonAttribute } from '@wetread/dicom';
import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** Greatest depth of nested sequences; as the reader of objects allows. */
const DEEPEST = 64;
const NAME_COMPONENTS = ['FamilyName', 'GivenName', 'MiddleName', 'NamePrefix', 'NameSuffix'] as const;
const VALUES: ReadonlySet<string> = new Set(['Item', 'PersonName', 'Value']);
const NAME_GROUPS: ReadonlySet<string> = new Set(['Alphabetic', 'Ideographic', 'Phonetic']);

/** Why a document cannot be read; never its content. */
export class NativeModelUnreadable extends Error {}

/**
 * Reads a data set in the Native DICOM Model (PS3.19 annex A.1) as DICOM JSON; numbers stay text. A document with a
 * document type is refused: nothing is expanded, and nothing is fetched.
 * @throws NativeModelUnreadable
 */
export function readNativeDicomModel(xml: string): DicomJson {
  const reader = new ModelReader();
  const parser = new SaxesParser();
  parser.on('doctype', () => fail('it has a document type'));
  parser.on('error', () => fail('it is no well-formed XML'));
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('closetag', () => reader.close());
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.write(xml).close();
  return reader.dataSet ?? fail('it has no NativeDicomModel');
}

const fail = (reason: string): never => {
  throw new NativeModelUnreadable(reason);
};

type Frame =
  | { kind: 'data set'; dataSet: DicomJson }
  | { kind: 'attribute'; attribute: DicomJsonAttribute }
  | { kind: 'name'; groups: Record<string, string> }
  | { kind: 'group'; groups: Record<string, string>; group: string; components: string[] }
  | { kind: 'text'; text: string; done(text: string): void }
  | { kind: 'ignored' };

/** Follows the elements of a document without recursion. */
class ModelReader {
  dataSet: DicomJson | null = null;
  private readonly frames: Frame[] = [];
  private depth = 0;

  open({ name, attributes }: SaxesTagPlain): void {
    const frame = this.frames.at(-1);
    const plain = name.replace(/^.*:/, '');
    this.frames.push(frame ? this.inside(frame, plain, attributes) : this.root(plain));
  }

  text(text: string): void {
    const frame = this.frames.at(-1);
    if (frame?.kind === 'text') frame.text += text;
  }

  close(): void {
    const frame = this.frames.pop();
    if (frame?.kind === 'text') frame.done(frame.text);
    if (frame?.kind === 'group') frame.groups[frame.group] = frame.components.join('^').replace(/\^+$/, '');
    if (frame?.kind === 'data set') this.depth -= 1;
  }

  private root(name: string): Frame {
    if (name !== 'NativeDicomModel') return fail('it has no NativeDicomModel');
    this.dataSet = {};
    return this.enter(this.dataSet);
  }

  private enter(dataSet: DicomJson): Frame {
    this.depth += 1;
    if (this.depth > DEEPEST) fail('its sequences are nested too deeply');
    return { kind: 'data set', dataSet };
  }

  private inside(frame: Frame, name: string, attributes: Record<string, string>): Frame {
    if (frame.kind === 'data set' && name === 'DicomAttribute')
      return newAttribute(frame.dataSet, attributes);
    if (frame.kind === 'attribute') return this.content(frame.attribute, name, attributes);
    if (frame.kind === 'name' && NAME_GROUPS.has(name))
      return { kind: 'group', groups: frame.groups, group: name, components: ['', '', '', '', ''] };
    const component = NAME_COMPONENTS.findIndex((known) => known === name);
    if (frame.kind === 'group' && component >= 0)
      return { kind: 'text', text: '', done: (text) => (frame.components[component] = text) };
    return { kind: 'ignored' };
  }

  private content(attribute: DicomJsonAttribute, name: string, attributes: Record<string, string>): Frame {
    if (name === 'InlineBinary')
      return {
        kind: 'text',
        text: '',
        done: (text) => (attribute.InlineBinary = text.replaceAll(/\s/g, '')),
      };
    if (name === 'BulkData') {
      attribute.BulkDataURI = attributes['uri'] ?? attributes['uuid'] ?? '';
      return { kind: 'ignored' };
    }
    return VALUES.has(name) ? this.value(attribute, name, attributes) : { kind: 'ignored' };
  }

  private value(attribute: DicomJsonAttribute, name: string, attributes: Record<string, string>): Frame {
    const values = (attribute.Value ??= []);
    const place = numberOf(attributes, values.length);
    while (values.length <= place) values.push(null);
    if (name === 'Item') {
      const item: DicomJson = {};
      values[place] = item;
      return this.enter(item);
    }
    if (name === 'PersonName') {
      const groups: Record<string, string> = {};
      values[place] = groups;
      return { kind: 'name', groups };
    }
    return { kind: 'text', text: '', done: (text) => (values[place] = text === '' ? null : text) };
  }
}

function newAttribute(dataSet: DicomJson, { tag = '', vr = '' }: Record<string, string>): Frame {
  if (!/^[0-9A-Fa-f]{8}$/.test(tag) || !/^[A-Z]{2}$/.test(vr))
    return fail('an attribute has no tag or no VR');
  const attribute: DicomJsonAttribute = { vr };
  dataSet[tag.toUpperCase()] = attribute;
  return { kind: 'attribute', attribute };
}

/** Values are numbered from 1 and may be told in any order; a number out of reach is a lie about their count. */
function numberOf({ number }: Record<string, string>, next: number): number {
  const place = number === undefined ? next : Number(number) - 1;
  return Number.isInteger(place) && place >= 0 && place <= next + 1024
    ? place
    : fail('a value has no number');
}
