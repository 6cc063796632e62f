import { Injectable } from '@nestjs/common';
import { objectSyntaxes, TranscodingImpossible } from '@wetread/dicom';
import type { Request, Response } from 'express';
import { type StoredObject, StoredObjects } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';
import { notAcceptable } from './dicomweb-errors';
import { isFresh } from './freshness';
import { MultipartWriter, type Part } from './multipart-writer';
import { type ObjectBody, objectBody } from './object-body';
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

  /** @throws NotAcceptableException when nothing of it can be given in an accepted form */
  async send(request: Request, response: Response, { instances, formats }: Order): Promise<void> {
    const format = formats.find((one) => instances.some((instance) => canGive(instance, one)));
    if (!format) throw await this.impossible(instances[0]!, formats[0]!);
    const given = instances.filter((instance) => canGive(instance, format));
    const hashes = given.map(({ contentHash }) => contentHash);
    if (isFresh(request, response, hashes, `${format.framing}.${format.syntax}`)) return;
    // An only object that refuses to be transcoded is found before the status line; one among many breaks off.
    if (given.length === 1) await this.body(given[0]!, format);
    if (given.length < instances.length) tellIncomplete(response, instances.length - given.length);
    if (format.framing === 'single') await this.sendOne(request, response, given[0]!, format);
    else if (format.framing === 'zip') await this.sendZip(request, response, given, format);
    else await this.sendParts(request, response, given, format);
  }

  private async sendOne(
    request: Request,
    response: Response,
    instance: StoredInstance,
    format: ObjectFormat,
  ): Promise<void> {
    const { object, syntax, length, read } = await this.body(instance, format);
    const type = `${DICOM}; transfer-syntax=${syntax}`;
    if (length !== null)
      return sendBytes(request, response, { type, length, stream: (range) => object.part10(range) });
    response.type(type);
    await sendStream(request, response, read);
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
      open: async () => (await this.body(instance, format)).read(),
    }));
    await sendStream(request, response, () => zipped(entries));
  }

  private async sendParts(
    request: Request,
    response: Response,
    instances: readonly StoredInstance[],
    format: ObjectFormat,
  ): Promise<void> {
    const writer = new MultipartWriter(DICOM);
    response.type(writer.type);
    const parts = instances.map((instance) => this.part(instance, format));
    const length = writer.lengthOf(parts);
    if (length !== null) response.setHeader('Content-Length', length);
    await sendStream(request, response, () => writer.write(parts));
  }

  private part(instance: StoredInstance, format: ObjectFormat): Part {
    const syntax = syntaxOf(instance, format);
    const read = async function* (this: ObjectSender): AsyncGenerator<Uint8Array> {
      yield* (await this.body(instance, format)).read();
    };
    return {
      type: `${DICOM}; transfer-syntax=${syntax}`,
      length: syntax === instance.transferSyntaxUid ? instance.bytes : null,
      body: () => read.call(this),
    };
  }

  private async body(
    instance: StoredInstance,
    format: ObjectFormat,
  ): Promise<ObjectBody & { object: StoredObject; syntax: string }> {
    const object = await this.objects.open(instance);
    const syntax = syntaxOf(instance, format);
    try {
      return { object, syntax, ...objectBody(object, syntax) };
    } catch (error) {
      if (error instanceof TranscodingImpossible) throw notAcceptable(error.available, error.message);
      throw error;
    }
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

/** 206 says that some of what was asked for is not acceptable in the wanted form (PS3.18 table 10.4.3-1). */
function tellIncomplete(response: Response, missing: number): void {
  response.status(206);
  response.setHeader(
    'Warning',
    `299 wetread "${missing} instances cannot be given in an accepted transfer syntax; accept transfer-syntax=*"`,
  );
}
