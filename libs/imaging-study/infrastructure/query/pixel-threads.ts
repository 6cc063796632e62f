import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CodecThreads } from '@wetread/dicom';

/** Two large frames at a time are decompressed or compressed for whoever retrieves; more wait their turn. */
const THREADS = 2;

/** The codec threads of this process; started by the first large frame. */
@Injectable()
export class PixelThreads extends CodecThreads implements OnApplicationShutdown {
  constructor() {
    super(THREADS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
