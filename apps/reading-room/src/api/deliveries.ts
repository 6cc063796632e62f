import {
  Delivery,
  DeliveryPage,
  Destination,
  DestinationTest,
  ResendResult,
  type DeliveryState,
  type DestinationRetirement,
  type DestinationSettings,
} from '@wetread/contracts';
import { z } from 'zod';
import { call } from './http';

export interface DeliveriesAsked {
  readonly destinationId?: string | undefined;
  readonly state?: DeliveryState | undefined;
}

export const fetchDestinations = (signal: AbortSignal): Promise<Destination[]> =>
  call(z.array(Destination), '/api/destinations', { signal });

export const addDestination = (body: DestinationSettings): Promise<Destination> =>
  call(Destination, '/api/destinations', { method: 'POST', body });

export const changeDestination = (id: string, body: DestinationSettings): Promise<Destination> =>
  call(Destination, `/api/destinations/${id}`, { method: 'PUT', body });

export const retireDestination = (id: string, asked: DestinationRetirement): Promise<Destination> =>
  call(Destination, `/api/destinations/${id}`, { method: 'DELETE', query: { ...asked } });

export const fetchDeliveries = (
  asked: DeliveriesAsked,
  offset: number,
  signal: AbortSignal,
): Promise<DeliveryPage> =>
  call(DeliveryPage, '/api/deliveries', { query: { ...asked, offset, limit: 100 }, signal });

export const resendDelivery = (id: string): Promise<Delivery> =>
  call(Delivery, `/api/deliveries/${id}/resend`, { method: 'POST' });

export const skipDelivery = (id: string): Promise<Delivery> =>
  call(Delivery, `/api/deliveries/${id}/skip`, { method: 'POST' });

export const resendDestination = (id: string): Promise<ResendResult> =>
  call(ResendResult, `/api/destinations/${id}/resend`, { method: 'POST' });

export const testDestination = (id: string): Promise<DestinationTest> =>
  call(DestinationTest, `/api/destinations/${id}/test`, { method: 'POST' });
