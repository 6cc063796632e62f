import { Injectable } from '@nestjs/common';
import { objectSyntaxes, TranscodingImpossible } from '@wetread/dicom';
import type { Request, Response } from 'express';
import { StoredObjects } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';
import { notAcceptable } from './dicomweb-errors';
import { isFresh } from './freshness';
import { MultipartWriter, type Part } from './multipart-writer';
import { objectBody } from './object-body';
import { canGive, type ObjectFormat, syntaxOf } from './object-format';
import { sendBytes, sendStream } from './send-bytes';
import { zipped } from './zip-stream';

const DICOM = 'application/dicom';

interface Order {
  instances: readonly StoredInstance[];
  formats: readonly ObjectFormat[];
}

/** Gives instances in the first form that fits them; one object at a time is open, and none of it is held. */
@Injectable()
export class ObjectSender {
  constructor(private readonly objects: StoredObjects) {}

  async send(request: Request, response: Response, { instances, formats }: Order): Promise<void> {
    const format = formats.find((one) => instances.some((instance) => canGive(instance, one)));
    if (!format) throw await this.impossible(instances[0]!, formats[0]!);
    const given = instances.filter((instance) => canGive(instance, format));
    const hashes = given.map(({ contentHash }) => contentHash);
    if (isFresh(request, response, hashes, `${format.framing}.${format.syntax}`)) return;
    if (given.length < instances.length) tellIncomplete(response, instances.length - given.length);
    if (format.framing === 'single') return this.sendOne(request, response, given[0]!, format);
    // An object that refuses to be transcoded is found before anything is sent, at least where it is the only one.
    if (given.length === 1) await this.partOf(given[0]!, format).then(({ check }) => check());
    if (format.framing === 'zip') return this.sendZip(request, response, given, format);
    const writer = new MultipartWriter(DICOM);
    response.type(writer.type);
    const length = writer.lengthOf(given.map((instance) => knownPart(instance, format)));
    if (length !== null) response.setHeader('Content-Length', length);
    await sendStream(request, response, () => writer.write(this.parts(given, format)));
  }

  private async sendOne(
    request: Request,
    response: Response,
    instance: StoredInstance,
    format: ObjectFormat,
  ): Promise<void> {
    const object = await this.objects.open(instance);
    const syntax = syntaxOf(instance, format);
    const type = `${DICOM}; transfer-syntax=${syntax}`;
    if (syntax === instance.transferSyntaxUid)
      return sendBytes(request, response, {
        type,
        length: instance.bytes,
        stream: (range) => object.part10(range),
      });
    const body = bodyOrNotAcceptable(() => objectBody(object, syntax));
    response.type(type);
    await sendStream(request, response, () => body.read());
  }

  private async sendZip(
    request: Request,
    response: Response,
    instances: readonly StoredInstance[],
    format: ObjectFormat,
  ): Promise<void> {
    response.type('application/zip');
    response.attachment('dicom.zip');
    const entries = instances.map((instance) => ({
      name: `${instance.seriesInstanceUid}/${instance.sopInstanceUid}.dcm`,
      modified: instance.receivedAt,
      open: async () => objectBody(await this.objects.open(instance), syntaxOf(instance, format)).read(),
    }));
    await sendStream(request, response, () => zipped(entries));
  }

  private async *parts(instances: readonly StoredInstance[], format: ObjectFormat): AsyncGenerator<Part> {
    for (const instance of instances) yield (await this.partOf(instance, format)).part;
  }

  private async partOf(
    instance: StoredInstance,
    format: ObjectFormat,
  ): Promise<{ part: Part; check(): void }> {
    const object = await this.objects.open(instance);
    const syntax = syntaxOf(instance, format);
    const part = {
      ...knownPart(instance, format),
      body: () => objectBody(object, syntax).read(),
    };
    return { part, check: () => void bodyOrNotAcceptable(() => objectBody(object, syntax)) };
  }

  private async impossible(instance: StoredInstance, format: ObjectFormat): Promise<Error> {
    const { header } = await this.objects.open(instance);
    const why = `an instance stored in ${instance.transferSyntaxUid} cannot be given in ${syntaxOf(instance, format)}`;
    return notAcceptable(
      objectSyntaxes(header).map((uid) => `${DICOM}; transfer-syntax=${uid}`),
      why,
    );
  }
}

/** What is known of a part before its object is opened. */
const knownPart = (instance: StoredInstance, format: ObjectFormat): Part => {
  const syntax = syntaxOf(instance, format);
  return {
    type: `${DICOM}; transfer-syntax=${syntax}`,
    length: syntax === instance.transferSyntaxUid ? instance.bytes : null,
    body: () => {
      throw new Error('the object is not open');
    },
  };
};

function bodyOrNotAcceptable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof TranscodingImpossible) throw notAcceptable(error.available, error.message);
    throw error;
  }
}

/** 206 says that some of what was asked for is not acceptable in the wanted form (PS3.18 table 10.4.3-1). */
function tellIncomplete(response: Response, missing: number): void {
  response.status(206);
  response.setHeader(
    'Warning',
    `299 wetread "${missing} instances cannot be given in an accepted transfer syntax; accept transfer-syntax=*"`,
  );
}
