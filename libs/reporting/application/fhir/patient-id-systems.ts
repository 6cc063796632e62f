import { Injectable } from '@nestjs/common';
import { AppConfig } from '@wetread/platform';
import { issuerOfSystem, systemOfIssuer } from '../../rendering/fhir/patient-identifiers';

/** Which URI stands for whose Patient IDs: as this site has configured it, else as it follows from the issuer. */
@Injectable()
export class PatientIdSystems {
  private readonly configured: ReadonlyMap<string, string>;

  constructor({ fhir }: AppConfig) {
    this.configured = new Map(Object.entries(fhir.patientIdSystems));
  }

  of(issuer: string | null): string {
    return this.configured.get(issuer ?? '') ?? systemOfIssuer(issuer);
  }

  /** The issuers that a system stands for; the empty text is no issuer. */
  issuersOf(system: string): string[] {
    const issuers = [...this.configured.keys(), issuerOfSystem(system), system];
    return [...new Set(issuers)].filter((issuer) => this.of(issuer) === system);
  }
}
