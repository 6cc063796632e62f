import { SopClass } from '@wetread/dicom';
import type { NaturalDataset } from '@wetread/dicom';
import type { PhantomImage } from './chest-phantom';
import type { PhantomFilmOrder, PhantomStudyOrder } from './phantom-order';
import { phantomUid } from './phantom-uid';

export interface DatasetOrder {
  order: PhantomStudyOrder;
  film: PhantomFilmOrder;
  image: PhantomImage;
  studyInstanceUid: string;
  sopInstanceUid: string;
  number: number;
}

interface FilmDescription {
  bodyPart: 'CHEST' | 'HAND';
  region: { CodeValue: string; CodingSchemeDesignator: 'SCT'; CodeMeaning: string };
  view: keyof typeof viewCodes;
  title: string;
  laterality: 'L' | 'U';
  /** Row and column direction (PS3.3 C.7.6.1.1.1). */
  orientation: [string, string];
}

const chest = { CodeValue: '51185008', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Chest' } as const;
const hand = { CodeValue: '85562004', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Hand' } as const;

/** CID 4010 (PS3.16). */
const viewCodes = {
  PA: { CodeValue: '272479007', CodeMeaning: 'postero-anterior' },
  AP: { CodeValue: '399348003', CodeMeaning: 'antero-posterior' },
  LL: { CodeValue: '399173006', CodeMeaning: 'left lateral' },
} as const;

/** All modules of the DX and CR image objects by keyword (PS3.3 A.26 and A.2). */
export function phantomDataset(input: DatasetOrder): NaturalDataset {
  const description = describe(input.film);
  const modality = input.film.encoding?.modality ?? 'DX';
  return {
    SOPClassUID:
      modality === 'DX'
        ? SopClass.DigitalXRayImageStorageForPresentation
        : SopClass.ComputedRadiographyImageStorage,
    SOPInstanceUID: input.sopInstanceUid,
    ...patientAndStudy(input),
    ...series(input, description, modality),
    ...image(input, description),
    ...pixels(input),
    ...(modality === 'DX' ? digitalRadiography(input, description) : {}),
  };
}

function describe({ kind = 'chest', view = 'PA' }: PhantomFilmOrder): FilmDescription {
  if (kind === 'hand') {
    return {
      bodyPart: 'HAND',
      region: hand,
      view: 'PA',
      title: 'Hand PA',
      laterality: 'L',
      orientation: ['R', 'H'],
    };
  }
  const frontal = { bodyPart: 'CHEST', region: chest, laterality: 'U' } as const;
  if (kind === 'lateral-chest')
    return { ...frontal, view: 'LL', title: 'Chest lateral', orientation: ['A', 'F'] };
  const title = kind === 'blank' ? 'Chest without object' : `Chest ${view}`;
  return { ...frontal, view, title, orientation: ['L', 'F'] };
}

function patientAndStudy({ order, studyInstanceUid }: DatasetOrder): NaturalDataset {
  const { patient, study } = order;
  return {
    PatientName: patient.name,
    PatientID: patient.id,
    IssuerOfPatientID: 'WETREAD-PHANTOMS',
    PatientBirthDate: patient.birthDate,
    PatientSex: patient.sex,
    PatientComments: 'Procedurally drawn phantom. Not a patient.',
    StudyInstanceUID: studyInstanceUid,
    StudyDate: study.date,
    StudyTime: study.time,
    StudyID: study.accessionNumber,
    AccessionNumber: study.accessionNumber,
    StudyDescription: study.description,
    ReferringPhysicianName: study.referringPhysician ?? '',
  };
}

function series(
  { film, studyInstanceUid, number }: DatasetOrder,
  { bodyPart, laterality, view, title }: FilmDescription,
  modality: 'DX' | 'CR',
): NaturalDataset {
  return {
    Modality: modality,
    SeriesInstanceUID: phantomUid(`series ${studyInstanceUid} ${number}`),
    SeriesNumber: number,
    SeriesDescription: `PHANTOM ${title}`,
    BodyPartExamined: bodyPart,
    ViewPosition: view,
    ...(modality === 'CR' && laterality === 'L' ? { Laterality: laterality } : {}),
    KVP: film.view === 'AP' ? 90 : 120,
    Manufacturer: 'Wetread',
    InstitutionName: 'Wetread phantom room',
    ManufacturerModelName: 'Wetread Phantom',
    DeviceSerialNumber: `seed ${film.seed}`,
    SoftwareVersions: '1',
  };
}

function image({ order, number }: DatasetOrder, { orientation }: FilmDescription): NaturalDataset {
  const { date, time } = order.study;
  return {
    ImageType: ['DERIVED', 'PRIMARY'],
    DerivationDescription: 'Drawn by a program from a seed',
    ImageComments: 'Synthetic phantom, not a patient. Never for diagnosis.',
    InstanceNumber: number,
    PatientOrientation: orientation,
    ContentDate: date,
    ContentTime: time,
    AcquisitionDate: date,
    AcquisitionTime: time,
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    QualityControlImage: 'YES',
    BurnedInAnnotation: 'YES',
    LossyImageCompression: '00',
  };
}

function pixels({ film, image }: DatasetOrder): NaturalDataset {
  const { bits = 12, photometricInterpretation = 'MONOCHROME2' } = film.encoding ?? {};
  const greatest = 2 ** bits - 1;
  const shift = 12 - bits;
  const inverted = photometricInterpretation === 'MONOCHROME1';
  const stored = image.pixels.map((value) => (inverted ? greatest - (value >> shift) : value >> shift));
  const spacing = (image.pixelSpacingCm * 10).toFixed(5);
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: photometricInterpretation,
    Rows: image.height,
    Columns: image.width,
    BitsAllocated: bits === 8 ? 8 : 16,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
    ImagerPixelSpacing: [spacing, spacing],
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    WindowCenter: 2 ** (bits - 1),
    WindowWidth: 2 ** bits,
    WindowCenterWidthExplanation: 'Full range',
    PixelData: bits === 8 ? evenLength(Uint8Array.from(stored)) : stored,
  };
}

/** Pixel data has an even number of bytes (PS3.5 section 8.1.1). */
function evenLength(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const padded = new Uint8Array(bytes.length + 1);
  padded.set(bytes);
  return padded;
}

/** What DX adds to a plain projection image: DX Series, DX Anatomy Imaged, DX Image, DX Detector, Acquisition Context. */
function digitalRadiography(
  { film }: DatasetOrder,
  { region, laterality, view }: FilmDescription,
): NaturalDataset {
  const inverted = film.encoding?.photometricInterpretation === 'MONOCHROME1';
  return {
    PresentationIntentType: 'FOR PRESENTATION',
    ImageLaterality: laterality,
    AnatomicRegionSequence: [region],
    ViewCodeSequence: [{ ...viewCodes[view], CodingSchemeDesignator: 'SCT', ViewModifierCodeSequence: [] }],
    PositionerType: 'NONE',
    PixelIntensityRelationship: 'LOG',
    // -1: high values stand for little beam, that is, bright is dense (PS3.3 C.8.11.3.1.2).
    PixelIntensityRelationshipSign: inverted ? 1 : -1,
    PresentationLUTShape: inverted ? 'INVERSE' : 'IDENTITY',
    DetectorType: 'SCINTILLATOR',
    DetectorDescription: 'Computed, no detector',
    AcquisitionContextSequence: [],
  };
}
