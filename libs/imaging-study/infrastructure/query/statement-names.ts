import { contentHash } from '@wetread/kernel';

/** So many forms of search are kept planned by each session. */
const MOST_NAMED = 64;
/** A form that was met so often is worth its place. */
const EARNED_AT = 3;
const MOST_COUNTED = 1000;

/**
 * Names under which a session keeps the plans of statements that come again. A statement's text depends on which
 * attributes are searched, so that there are few forms in daily use and no end of others: names are earned, and few.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly met = new Map<string, number>();

  /** The name of a text; `null` while it has not earned one. */
  of(text: string): string | null {
    const name = this.names.get(text);
    if (name !== undefined) return name;
    if (this.names.size >= MOST_NAMED) return null;
    if (this.met.size >= MOST_COUNTED) this.met.clear();
    const times = (this.met.get(text) ?? 0) + 1;
    this.met.set(text, times);
    if (times < EARNED_AT) return null;
    this.met.delete(text);
    // By its text: another maker's names on the same session must not mean other texts.
    const earned = `search-${contentHash(text).slice(0, 32)}`;
    this.names.set(text, earned);
    return earned;
  }
}
