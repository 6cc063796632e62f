import { Clock } from '@wetread/kernel';

/** Stands still at noon of 2026-11-23 until it is moved. */
export class HandClock extends Clock {
  private time = Date.parse('2026-11-23T12:00:00Z');

  now(): Date {
    return new Date(this.time);
  }

  advance(seconds: number): void {
    this.time += seconds * 1000;
  }
}
