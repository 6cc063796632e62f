import { Controller, Get, Header, Query } from '@nestjs/common';
import { StorageCommitment, StorageCommitmentQuery } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { zodQuery } from '@wetread/platform';
import {
  type StorageCommitment as KeptCommitment,
  StorageCommitments,
} from '../../domain/commitment/storage-commitment';

/** Storage commitment in both directions: what waits, what was answered, what nobody answered. */
@Controller('api/storage-commitments')
@RequiresAbility('manage-connections')
export class CommitmentController {
  constructor(private readonly commitments: StorageCommitments) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(
    @Query(zodQuery(StorageCommitmentQuery)) query: StorageCommitmentQuery,
  ): Promise<StorageCommitment[]> {
    return (await this.commitments.page(query)).map(bodyOf);
  }
}

const bodyOf = ({
  referenced,
  failed,
  requestedAt,
  answeredAt,
  ...rest
}: KeptCommitment): StorageCommitment => ({
  ...rest,
  instances: referenced.length,
  failed: failed && failed.map((reference) => ({ ...reference })),
  requestedAt: requestedAt.toISOString(),
  answeredAt: answeredAt && answeredAt.toISOString(),
});
