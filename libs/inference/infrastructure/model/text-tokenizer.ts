import { Tokenizer } from '@huggingface/tokenizers';
import { ModelIncoherent } from '../../domain/model-error';
import type { TextSpec } from '../../domain/manifest/film-reader-manifest';

/** Texts to the ids of a batch: every row as long as the longest, filled up with the padding token. */
export interface TextBatch {
  readonly ids: readonly (readonly number[])[];
  /** How many ids of each row are text. */
  readonly lengths: readonly number[];
  /** Of every row. */
  readonly width: number;
}

/** The tokenizer of the text encoder. */
export class TextTokenizer {
  private readonly tokenizer: Tokenizer;
  private readonly pad: number;

  /**
   * @param json `text-tokenizer.json` in the Hugging Face format, its template included
   * @throws ModelIncoherent when it does not know the padding token
   */
  constructor(
    json: string,
    private readonly spec: Pick<TextSpec, 'maxTokens' | 'pad'>,
  ) {
    this.tokenizer = new Tokenizer(JSON.parse(json) as object, {});
    const pad = this.tokenizer.token_to_id(spec.pad);
    if (pad === undefined)
      throw new ModelIncoherent(`text-tokenizer.json does not know the token ${spec.pad}`);
    this.pad = pad;
  }

  /** Ids of one text, cut to `maxTokens`; the closing token of the template stays. */
  ids(text: string): number[] {
    const { ids } = this.tokenizer.encode(text);
    const { maxTokens } = this.spec;
    return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids.at(-1)!];
  }

  batch(texts: readonly string[]): TextBatch {
    const rows = texts.map((text) => this.ids(text));
    const lengths = rows.map(({ length }) => length);
    const width = Math.max(...lengths);
    return {
      ids: rows.map((row) => [...row, ...Array<number>(width - row.length).fill(this.pad)]),
      lengths,
      width,
    };
  }
}
