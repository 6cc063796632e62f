import { Tokenizer } from '@huggingface/tokenizers';
import { ModelIncoherent } from '../../domain/model-error';
import type { DecoderSpec } from '../../domain/manifest/film-reader-manifest';

/** Condition tokens to ids, ids to text. */
export class SentenceTokenizer {
  readonly eos: number;
  /** Special tokens that end no sentence: they condition it and must not appear in it. */
  readonly banned: ReadonlySet<number>;
  private readonly bos: number;
  private readonly tokenizer: Tokenizer;

  /** @param json `tokenizer.json` in the Hugging Face format */
  constructor(json: string, spec: DecoderSpec) {
    this.tokenizer = new Tokenizer(JSON.parse(json) as object, {});
    this.bos = this.idOf(spec.bos);
    this.eos = this.idOf(spec.eos);
    const special = [...this.tokenizer.get_added_tokens_decoder()].filter(([, token]) => token.special);
    this.banned = new Set(special.map(([id]) => id).filter((id) => id !== this.eos));
  }

  /** Ids of `<bos>` and the condition. @throws ModelIncoherent when the model was not trained on a token */
  prefix(condition: readonly string[]): number[] {
    return [this.bos, ...condition.map((token) => this.idOf(token))];
  }

  text(ids: readonly number[]): string {
    if (ids.length === 0) return '';
    return this.tokenizer
      .decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false })
      .trim();
  }

  private idOf(token: string): number {
    const id = this.tokenizer.token_to_id(token);
    if (id === undefined) throw new ModelIncoherent(`tokenizer.json does not know the token ${token}`);
    return id;
  }
}
