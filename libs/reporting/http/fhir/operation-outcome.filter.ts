import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';
import { DomainError, type ErrorStatus } from '@wetread/kernel';
import { httpStatusOf, Logger, requestIdOf } from '@wetread/platform';
import type { Request, Response } from 'express';
import { FhirFormatUnsupported } from '../../application/fhir/fhir-errors';

/** Value set issue-type of R4. */
const issueCode: Readonly<Record<ErrorStatus, OperationOutcomeIssue['code']>> = {
  invalid: 'invalid',
  unauthenticated: 'login',
  forbidden: 'forbidden',
  'not-found': 'not-found',
  conflict: 'conflict',
  'too-large': 'too-long',
  unsupported: 'not-supported',
  throttled: 'throttled',
  unavailable: 'transient',
};

/** Errors of the FHIR routes leave as OperationOutcome (R4 section 3.1.0.1.8). */
@Catch()
export class OperationOutcomeFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const { status, outcome } = this.describe(error, requestIdOf(http.getRequest<Request>()));
    if (response.headersSent) return void response.destroy();
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(status).type('application/fhir+json').send(JSON.stringify(outcome));
  }

  private describe(error: unknown, requestId: string): { status: number; outcome: OperationOutcome } {
    if (error instanceof DomainError) {
      const status = error instanceof FhirFormatUnsupported ? 406 : httpStatusOf[error.status];
      return { status, outcome: outcomeOf(issueCode[error.status], error.code, error.message) };
    }
    this.logger.error({ error, requestId }, 'a FHIR request failed unexpectedly');
    const way = `something broke here; the log has the details under the request id ${requestId}`;
    return { status: 500, outcome: outcomeOf('exception', 'http.internal', way) };
  }
}

const outcomeOf = (
  code: OperationOutcomeIssue['code'],
  detail: string,
  diagnostics: string,
): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, details: { text: detail }, diagnostics }],
});
