/** The types that attributes have in conditions. */
export type AttributeType = 'string' | 'int' | 'bool' | 'list<string>';

/**
 * What a condition may look at, by object and name: keywords of DICOM where there is one. Nothing that names a
 * person, so that an explanation cannot show it: of the patient only age and sex. Text that is absent is empty; a
 * number that is absent is unknown, and a comparison with it holds neither way.
 */
export const attributeTypes = {
  study: {
    StudyInstanceUID: 'string',
    StudyDate: 'string',
    StudyDescription: 'string',
    ModalitiesInStudy: 'list<string>',
    SOPClassesInStudy: 'list<string>',
    NumberOfStudyRelatedSeries: 'int',
    NumberOfStudyRelatedInstances: 'int',
  },
  series: {
    SeriesInstanceUID: 'string',
    Modality: 'string',
    SeriesNumber: 'int',
    SeriesDescription: 'string',
    ProtocolName: 'string',
    BodyPartExamined: 'string',
    ViewPosition: 'string',
    Laterality: 'string',
    Manufacturer: 'string',
    ManufacturerModelName: 'string',
    StationName: 'string',
    InstitutionName: 'string',
    PresentationIntentType: 'string',
    ImageType: 'list<string>',
    SOPClassUID: 'string',
    Rows: 'int',
    Columns: 'int',
    NumberOfSeriesRelatedInstances: 'int',
  },
  source: { kind: 'string', aeTitle: 'string' },
  order: { found: 'bool', priority: 'string', procedureCode: 'string', procedureText: 'string' },
  patient: { ageYears: 'int', sex: 'string' },
} as const satisfies Record<string, Record<string, AttributeType>>;

type ValueOf<Type extends AttributeType> = Type extends 'string'
  ? string
  : Type extends 'int'
    ? number | null
    : Type extends 'bool'
      ? boolean
      : readonly string[];
type Attributes<Types extends Record<string, AttributeType>> = {
  readonly [Name in keyof Types]: ValueOf<Types[Name]>;
};

export type SeriesAttributes = Attributes<(typeof attributeTypes)['series']>;

/** A study as conditions see it. */
export interface StudyAttributes {
  readonly study: Attributes<(typeof attributeTypes)['study']>;
  /** The first {@link MOST_SERIES} by series number. */
  readonly series: readonly SeriesAttributes[];
  /** Through which door it came first. `aeTitle` is empty unless it came by DIMSE. */
  readonly source: Attributes<(typeof attributeTypes)['source']>;
  /** The order that the study fulfils; `found` is false without one. */
  readonly order: Attributes<(typeof attributeTypes)['order']>;
  readonly patient: Attributes<(typeof attributeTypes)['patient']>;
}

/** Further series are not looked at, so that the cost of a condition is bounded. */
export const MOST_SERIES = 200;
