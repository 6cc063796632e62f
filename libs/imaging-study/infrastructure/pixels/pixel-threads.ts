import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PixelPool } from '@wetread/dicom';
import { startThread } from '@wetread/platform';

/** Two large frames at a time are decoded, shown or compressed for whoever retrieves; more wait their turn. */
const THREADS = 2;

/** The pixel threads of this process; started by the first large frame. */
@Injectable()
export class PixelThreads extends PixelPool implements OnApplicationShutdown {
  constructor() {
    super(THREADS, () => startThread(join(__dirname, 'pixel.worker'), { name: 'pixels' }));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
