import type { DecidedFinding, Draft, Person } from '@wetread/reporting';

const left: DecidedFinding['location'] = { side: 'left', zone: 'lower' };
const nowhere: DecidedFinding['location'] = { side: 'none', zone: 'none' };
const decided = (
  code: string,
  label: string,
  probability: number,
  location: DecidedFinding['location'],
): DecidedFinding => ({
  code,
  label,
  probability,
  threshold: 0.4,
  present: probability >= 0.4,
  location,
});

/** A draft as a model hands it over: a left effusion, a normal heart, perhaps a pneumothorax. */
export function aDraft({
  inferenceId = '00000000-0000-4000-8000-000000000001',
  completion = 1,
  pneumothorax = 0.03,
  marks = [] as readonly string[],
  notes = [] as Draft['notes'],
  prior = null as Draft['prior'],
} = {}): Draft {
  const evidence = { sopInstanceUid: '1.2.3.4', frame: 1, box: [0.5, 0.6, 0.3, 0.2] as const };
  const present = pneumothorax >= 0.4;
  const sentence = (
    section: 'findings' | 'impression',
    text: string,
    finding: string,
    polarity: 'present' | 'absent',
    probability: number,
  ): Draft['sentences'][number] => ({
    section,
    text,
    finding,
    polarity,
    probability,
    evidence,
    location: finding === 'Effusion' ? left : nowhere,
    critical: finding === 'Pneumothorax' && polarity === 'present',
  });
  return {
    inferenceId,
    completion,
    model: { name: 'wetread-cxr', version: '0.1.0', sha256: 'a'.repeat(64), inputSha256: 'b'.repeat(64) },
    marks,
    notes,
    prior,
    findings: [
      decided('Effusion', 'Pleural effusion', 0.91, left),
      decided('Cardiomegaly', 'Cardiomegaly', 0.08, nowhere),
      decided('Pneumothorax', 'Pneumothorax', pneumothorax, nowhere),
    ],
    sentences: [
      sentence('findings', 'There is a small left pleural effusion.', 'Effusion', 'present', 0.91),
      sentence('findings', 'The heart is normal in size.', 'Cardiomegaly', 'absent', 0.08),
      present
        ? sentence('findings', 'There is a pneumothorax.', 'Pneumothorax', 'present', pneumothorax)
        : sentence('findings', 'No pneumothorax.', 'Pneumothorax', 'absent', pneumothorax),
      sentence('impression', 'Small left pleural effusion.', 'Effusion', 'present', 0.91),
      ...(present ? [sentence('impression', 'Pneumothorax.', 'Pneumothorax', 'present', pneumothorax)] : []),
    ],
  };
}

export const reader: Person = { userId: 'u-1', name: 'Dr. Aiko Sato' };
