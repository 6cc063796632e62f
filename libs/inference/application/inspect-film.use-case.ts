import { decideFindings, inUnrepairedPixels, warmestBoxes } from '../domain/decide-findings';
import { type FilmFacts, marksOf, type Profile } from '../domain/film-facts';
import type { GreyImage } from '../domain/grey-image';
import { refusalOfGate } from '../domain/judge-gate';
import type { FilmReaderManifest } from '../domain/manifest/film-reader-manifest';
import type { FilmInspection, Refusal } from '../domain/reading';
import { refuseByHeader, refuseByPicture } from '../domain/scope-rules';
import { decoded, type FilmEncoder, lookAtFilm } from './look-at-film';

/** Asks the encoder what it sees of a film, also of one that no draft would be made of. */
export class InspectFilm {
  constructor(
    private readonly model: { readonly manifest: FilmReaderManifest; readonly encoder: FilmEncoder },
    private readonly options: { readonly profile: Profile },
  ) {}

  /** @param picture decodes the pixels; boxes of the answer are fractions of what it gives */
  async execute(facts: FilmFacts, picture: () => Promise<GreyImage>): Promise<FilmInspection> {
    const byHeader = refuseByHeader(facts, this.options.profile);
    const image = await decoded(picture);
    const marks = marksOf(facts);
    if ('code' in image) return unseen(byHeader ?? image, marks);
    const byPicture = refuseByPicture(image);
    if (byPicture) return unseen(byHeader ?? byPicture, marks);

    const spec = this.model.manifest.encoder;
    const { output, gate, repairs, fit, inputSha256 } = await lookAtFilm(image, this.model.encoder, spec);
    const boxes = warmestBoxes(output, spec, fit);
    const findings = decideFindings(output, spec, fit).map((finding, index) => ({
      ...finding,
      evidence: { box: boxes[index]! },
    }));
    return {
      refusal: byHeader ?? refusalOfGate(gate, spec.gate),
      repairs,
      gate,
      findings: inUnrepairedPixels(findings, repairs),
      marks,
      embedding: output.embedding,
      inputSha256,
    };
  }
}

/** Of a film that the encoder was not shown. */
const unseen = (refusal: Refusal, marks: readonly string[]): FilmInspection => ({
  refusal,
  repairs: [],
  gate: null,
  findings: [],
  marks,
  embedding: null,
  inputSha256: null,
});
