import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '@wetread/kernel';
import type { z } from 'zod';

export class RequestInvalid extends DomainError {
  readonly code = 'http.request-invalid';
  readonly status = 'invalid';
  constructor(faults: readonly string[]) {
    super(faults.join('; '));
  }
}

// Messages of zod name the expectation, not the value: what was sent may be PHI and is not repeated.
const faultOf = ({ path, message }: z.core.$ZodIssue): string =>
  path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message;

@Injectable()
class ZodPipe<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(value: unknown): z.output<Schema> {
    const parsed = this.schema.safeParse(value ?? {});
    if (!parsed.success) throw new RequestInvalid(parsed.error.issues.map(faultOf));
    return parsed.data;
  }
}

/** `@Body(zodBody(Schema))`: the parsed value, or 400 {@link RequestInvalid}. */
export const zodBody = <Schema extends z.ZodType>(schema: Schema): ZodPipe<Schema> => new ZodPipe(schema);

/** `@Query(zodQuery(Schema))`: the same for the query string, whose schema coerces numbers from text. */
export const zodQuery = <Schema extends z.ZodType>(schema: Schema): ZodPipe<Schema> => new ZodPipe(schema);
