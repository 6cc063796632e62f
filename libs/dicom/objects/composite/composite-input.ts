/** Patient module attributes (PS3.3 C.7.1.1). PHI. */
interface ObjectPatient {
  readonly patientName: string;
  readonly patientId: string;
  readonly issuerOfPatientId: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly sex: string | null;
}

/** General Study module attributes (PS3.3 C.7.2.1). */
interface ObjectStudy {
  readonly studyInstanceUid: string;
  readonly studyId: string | null;
  /** `YYYY-MM-DD`. */
  readonly studyDate: string | null;
  /** `HH:MM:SS`. */
  readonly studyTime: string | null;
  readonly studyDescription: string | null;
  readonly accessionNumber: string | null;
  readonly referringPhysicianName: string | null;
}

/** The order that the study answers (PS3.3 table C.17-2, Referenced Request). */
interface ObjectOrder {
  readonly placerOrderNumber: string | null;
  readonly fillerOrderNumber: string | null;
  readonly requestedProcedureId: string | null;
  readonly procedureText: string | null;
}

/** General Series module attributes (PS3.3 C.7.3.1); the kind of object gives the modality. */
interface ObjectSeries {
  readonly seriesInstanceUid: string;
  readonly seriesNumber: number;
  /** At most 64 characters. */
  readonly seriesDescription: string;
}

/** General Equipment module attributes (PS3.3 C.7.5.1). */
interface ObjectEquipment {
  readonly manufacturer: string;
  readonly model: string;
  readonly softwareVersion: string;
}

/** What every object that is derived from a study says of itself. Instants are written in UTC. */
export interface CompositeInput {
  readonly sopInstanceUid: string;
  readonly instanceNumber: number;
  readonly patient: ObjectPatient;
  readonly study: ObjectStudy;
  readonly order: ObjectOrder | null;
  readonly series: ObjectSeries;
  readonly equipment: ObjectEquipment;
  readonly contentAt: Date;
  /** The content is made artificially and shows no patient: (0008,001C) Synthetic Data. */
  readonly synthetic: boolean;
}

/** An instance by class and UID (PS3.3 table 10-11). */
export interface InstanceReference {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
}

/** An image by class and UID (PS3.3 table 10-3). */
export interface ImageReference extends InstanceReference {
  /** 1-based; only for images of several frames (PS3.3 C.18.4). */
  readonly frames?: readonly number[];
}

/** An instance together with its series, as hierarchical references need it (PS3.3 table C.17-3). */
export interface PlacedReference extends InstanceReference {
  readonly seriesInstanceUid: string;
}
