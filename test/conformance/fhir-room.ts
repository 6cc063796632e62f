import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { AuditModule } from '@wetread/audit';
import { CreateToken, IdentityModule, type TokenScope } from '@wetread/identity';
import { Inferences } from '@wetread/inference';
import { studyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { DraftReport, ReportingModule, Reports, SignReport } from '@wetread/reporting';
import { aReading, HttpRoom, keepReading, loadFhirDefinitions, reader, seedStudy } from '@wetread/testing';

const by = { kind: 'system', id: 'spec' } as const;
const uidOf = (at: number): string => `1.2.840.77.${at}`;

/** `/fhir` over three reports, of which the second is signed, and a client that finds every answer valid. */
export class FhirRoom {
  private readonly reportIds = new Map<number, string>();

  private constructor(
    readonly room: HttpRoom,
    private readonly token: string,
  ) {}

  static async start(): Promise<FhirRoom> {
    loadFhirDefinitions(indexStructureDefinitionBundle);
    const room = await HttpRoom.start({ imports: [AuditModule, IdentityModule, ReportingModule] });
    const fhir = new FhirRoom(room, await tokenOf(room, 'read'));
    await fhir.addReport(1, 'Doe^Jane');
    await fhir.addReport(2, 'Roe^Richard');
    await fhir.addReport(3, 'Grüße^Łucja');
    await fhir.sign(2);
    return fhir;
  }

  get base(): string {
    return `${this.room.url}/fhir`;
  }

  close(): Promise<void> {
    return this.room.close();
  }

  aToken(scope: TokenScope): Promise<string> {
    return tokenOf(this.room, scope);
  }

  query(sql: string): Promise<unknown> {
    return this.room.get(Database).manager().query(sql);
  }

  /** A study `1.2.840.77.<at>` of its own patient, with a draft. */
  async addReport(at: number, patient: string, marks: string[] = []): Promise<void> {
    const uid = uidOf(at);
    await seedStudy(this.room.get(Database), uid, patient);
    const reading = { ...aReading(), marks };
    const inference = await keepReading(this.room.get(Inferences), uid, reading);
    await this.room.get(DraftReport).execute(inference);
    const report = await this.room.get(Reports).findByStudy(studyInstanceUid(uid));
    this.reportIds.set(at, report?.id ?? '');
  }

  async sign(at: number): Promise<void> {
    const signing = { reportId: this.report(at), revision: 1, acknowledgedCriticalFindings: true };
    await this.room.get(SignReport).execute({ ...signing, person: reader });
  }

  /** The id of a study's report. */
  report(at: number): string {
    return this.reportIds.get(at) ?? '';
  }

  get authorization(): { authorization: string } {
    return { authorization: `Bearer ${this.token}` };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(path.startsWith('http') ? path : `${this.base}/${path}`, {
      headers: { ...this.authorization, ...headers },
    });
  }

  /** What is at a path, valid by the definitions of R4. */
  async resource<Type extends Resource>(path: string, status = 200): Promise<Type> {
    const answer = await this.get(path);
    const body = (await answer.json()) as Type;
    const isJson = answer.headers.get('content-type')?.startsWith('application/fhir+json');
    if (answer.status !== status || !isJson)
      throw new Error(`${path} was answered by ${answer.status}: ${JSON.stringify(body)}`);
    validateResource(body);
    return body;
  }

  /** Ids of what a search finds, in its order. */
  async inOrder(search: string): Promise<(string | undefined)[]> {
    const { entry = [] } = await this.resource<Bundle>(search);
    return entry.map(({ resource }) => resource?.id);
  }

  async found(search: string): Promise<(string | undefined)[]> {
    return (await this.inOrder(search)).sort();
  }
}

async function tokenOf(room: HttpRoom, scope: TokenScope): Promise<string> {
  const order = { name: `spec ${scope}`, scopes: [scope], expiresAt: null, by };
  return (await room.get(CreateToken).execute(order)).secret;
}
