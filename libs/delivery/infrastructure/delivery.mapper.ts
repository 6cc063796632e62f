import type { Delivery } from '../domain/delivery';
import type { DeliveryEntity } from './delivery.entities';

export function toDelivery({ messageId, contentHash, ...row }: DeliveryEntity): Delivery {
  return { ...row, message: messageId && contentHash ? { messageId, contentHash } : null };
}

export function toDeliveryRow({ message, ...delivery }: Delivery): DeliveryEntity {
  return { ...delivery, messageId: message?.messageId ?? null, contentHash: message?.contentHash ?? null };
}
