export type DestinationKind = 'dicom' | 'stow' | 'hl7-mllp' | 'fhir' | 'webhook';

/** Files of media type `application/dicom`, which C-STORE and STOW-RS carry. */
export const dicomFormats = ['sr', 'comprehensive-sr', 'encapsulated-pdf', 'gsps', 'key-objects'] as const;

/** What each kind of destination takes. `oru-pdf` is an ORU that holds the printed report as well. */
export const formatsOfKind = {
  dicom: dicomFormats,
  stow: dicomFormats,
  'hl7-mllp': ['oru', 'oru-pdf'],
  fhir: ['fhir-bundle'],
  webhook: ['event'],
} as const satisfies Record<DestinationKind, readonly string[]>;
export type DeliveryFormat = (typeof formatsOfKind)[DestinationKind][number];

export const takes = (kind: DestinationKind, format: DeliveryFormat): boolean =>
  (formatsOfKind[kind] as readonly DeliveryFormat[]).includes(format);
