import { extname } from 'node:path';
import {
  type DraftEngine,
  type DraftSentence,
  type FilmInspection,
  filmFacts,
  type GreyImage,
  readPicture,
  type Reading,
  type Statement,
} from '@wetread/inference';
import { type Draft, draftOfReading } from '@wetread/reporting';
import type { DataFolder } from '../data/data-folder';
import type { Progress } from './progress';

/** A film as the product reads it, and the draft that it writes. */
export interface DraftedFilm {
  readonly reading: Reading;
  /** Without a sentence where the film is refused. */
  readonly draft: Draft;
}

/** Makes another picture of a film: a negative of it, say. */
export type Change = (picture: GreyImage, image: string) => GreyImage | Promise<GreyImage>;

// A picture of a data set says nothing of itself: the gate has to judge by sight.
const facts = filmFacts();

/** Tasks in flight: the readers never wait for a file, and pictures do not pile up. */
const IN_FLIGHT = 6;

/**
 * Shows the pictures of a data folder to the product's engine. Every picture is inspected once a run, whoever asks;
 * answers come in the order of the question.
 */
export class FilmReader {
  private readonly seen = new Map<string, Promise<FilmInspection>>();
  private readonly drafted = new Map<string, Promise<DraftedFilm>>();

  constructor(
    private readonly engine: DraftEngine,
    private readonly data: DataFolder,
    readonly progress: Progress,
  ) {}

  get model(): DraftEngine['model'] {
    return this.engine.model;
  }

  /** Inspects files as they are: PNG and JPEG as pictures, everything else as DICOM. */
  inspectFiles(images: readonly string[], label: string): Promise<FilmInspection[]> {
    return this.each(images, label, (image) => this.inspectFile(image));
  }

  /** Inspects what `change` makes of the decoded pictures; nothing of it is kept. */
  inspectChanged(images: readonly string[], change: Change, label: string): Promise<FilmInspection[]> {
    return this.each(images, label, async (image) =>
      this.engine.inspect(await change(await this.picture(image), image), facts),
    );
  }

  /** Inspects pictures that lie in no file. */
  inspectPictures(pictures: readonly GreyImage[], label: string): Promise<FilmInspection[]> {
    return this.each(pictures, label, (picture) => this.engine.inspect(picture, facts));
  }

  /** Drafts of films; every film is drafted once a run. */
  draftFiles(images: readonly string[], label: string): Promise<DraftedFilm[]> {
    return this.each(images, label, (image) => {
      const known = this.drafted.get(image);
      if (known) return known;
      const asked = this.data
        .bytes(image)
        .then(async (bytes) => this.draftOf(image, await this.engine.readPicture(bytes, facts)));
      this.drafted.set(image, asked);
      return asked;
    });
  }

  /** Drafts of pictures that lie in no file. */
  draftPictures(pictures: readonly GreyImage[], label: string): Promise<DraftedFilm[]> {
    return this.each(pictures, label, async (picture) =>
      this.draftOf('picture', await this.engine.read(picture, facts)),
    );
  }

  /** The drafts alone. */
  async drafts(images: readonly string[], label: string): Promise<Draft[]> {
    return (await this.draftFiles(images, label)).map(({ draft }) => draft);
  }

  /** The texts of the drafts that the product writes of the films; empty where it refuses. */
  async draftTexts(images: readonly string[], label: string): Promise<string[]> {
    return (await this.drafts(images, label)).map(textOf);
  }

  /** The product's words for lists of statements; no film stands behind them, so no place is told. */
  write(asked: readonly (readonly Statement[])[], label: string): Promise<(readonly DraftSentence[])[]> {
    return this.each(asked, label, async (statements) =>
      statements.length === 0 ? [] : this.engine.write(statements, null),
    );
  }

  embedTexts(texts: readonly string[]): Promise<readonly Float32Array[]> {
    return this.engine.embedTexts(texts);
  }

  async picture(image: string): Promise<GreyImage> {
    return readPicture(await this.data.bytes(image));
  }

  private draftOf(id: string, reading: Reading): DraftedFilm {
    return { reading, draft: draftOfReading({ id, completion: 1, model: this.model, film: null, reading }) };
  }

  private inspectFile(image: string): Promise<FilmInspection> {
    const known = this.seen.get(image);
    if (known) return known;
    const asked = this.data
      .bytes(image)
      .then((bytes) =>
        /^\.(jpe?g|png)$/i.test(extname(image))
          ? this.engine.inspectPicture(bytes, facts)
          : this.engine.inspectDicom(bytes),
      );
    this.seen.set(image, asked);
    return asked;
  }

  private async each<Item, Result>(
    items: readonly Item[],
    label: string,
    task: (item: Item) => Promise<Result>,
  ): Promise<Result[]> {
    const results: Result[] = [];
    const queue = items.entries();
    let done = 0;
    const work = async (): Promise<void> => {
      for (const [index, item] of queue) {
        results[index] = await task(item);
        done += 1;
        this.progress({ done, total: items.length, label });
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
    return results;
  }
}

export const textOf = ({ sentences }: { readonly sentences: readonly { readonly text: string }[] }): string =>
  sentences.map(({ text }) => text).join(' ');
