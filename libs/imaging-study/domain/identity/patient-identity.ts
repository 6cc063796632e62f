import type { StoreSource } from '../store-outcome';

/** A Patient ID and whose it is. PHI. Two issuers' equal IDs are two patients (PS3.3 C.7.1.1, HL7 CX). */
export interface PatientIdentity {
  patientId: string;
  /** (0010,0021), CX-4.1; `null` when nobody told: a name space of its own, joined to no issuer's. */
  issuer: string | null;
}

/** Whose Patient IDs are meant where an object does not say. */
export interface IssuerRules {
  defaultIssuer: string | null;
  /** Calling AE title to issuer. */
  issuerByAeTitle: Readonly<Record<string, string>>;
}

/**
 * The issuer of an object's Patient ID: what the object says, else what is configured for the AE title that sent it,
 * else the default, else none. An object without a Patient ID has no issuer either.
 */
export function issuerOf(
  patient: { patientId: string | null; issuerOfPatientId: string | null },
  { kind, peer }: StoreSource,
  rules: IssuerRules,
): string | null {
  if (patient.patientId === null) return null;
  if (patient.issuerOfPatientId !== null) return patient.issuerOfPatientId;
  const ofSender = kind === 'dimse' ? rules.issuerByAeTitle[peer] : undefined;
  return ofSender ?? rules.defaultIssuer;
}
