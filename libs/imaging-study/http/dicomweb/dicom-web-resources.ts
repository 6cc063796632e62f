import { type Method, type Resource, studiesService } from './capabilities';

/** What is served below `/dicom-web`; the rooms above tell theirs when they start. */
export class DicomWebResources {
  private readonly resources: Resource[] = [...studiesService];

  add(resources: readonly Resource[]): void {
    this.resources.push(...resources);
  }

  get all(): readonly Resource[] {
    return this.resources;
  }

  /** The methods of a resource by its path below the base, without slashes at its ends; `null` where there is none. */
  methodsAt(path: string): readonly Method['name'][] | null {
    const at = this.resources.filter((resource) => patternOf(resource.path).test(path));
    return at.length === 0
      ? null
      : [...new Set(at.flatMap(({ methods }) => methods.map(({ name }) => name)))];
  }
}

/** Asked for with every object that is stored, and as few as there are resources. */
const patterns = new Map<string, RegExp>();

/** A template of PS3.18; `{path}` alone may hold slashes. */
function patternOf(template: string): RegExp {
  const made = patterns.get(template);
  if (made) return made;
  const pattern = new RegExp(`^${template.replace('{path}', '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  patterns.set(template, pattern);
  return pattern;
}

/** Value of `Allow` for a resource of these methods. */
export const allowOf = (methods: readonly string[]): string =>
  [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
