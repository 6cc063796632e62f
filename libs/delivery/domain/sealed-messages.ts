import type { ContentHash } from '@wetread/kernel';

/** The bytes that deliveries send, by delivery: so that an attempt whose end nobody knows can be repeated exactly. */
export abstract class SealedMessages {
  /** Replaces what the delivery had; resolves when that survives a crash. @throws BlobStoreFull */
  abstract keep(deliveryId: string, bytes: Buffer): Promise<ContentHash>;
  /** @throws BlobNotFound, BlobDamaged when the bytes no longer have this hash */
  abstract read(deliveryId: string, hash: ContentHash): Promise<Buffer>;
  /** Forgetting what is not there is a no-op. */
  abstract forget(deliveryId: string): Promise<void>;
}
