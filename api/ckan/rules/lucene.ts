/**
 * The part of Solr's query language that CKAN clients write into `q` and `fq`: field:value, quotes, AND OR NOT + - !, groups in
 * parentheses, ranges [a TO b] and {a TO b}, trailing and inner wildcards. What stands side by side must all hold (CKAN sets
 * q.op=AND). Pure: text in, tree out.
 */
import { refuse } from './refusals.ts';

export type Query =
  | { readonly is: 'all' }
  | { readonly is: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly is: 'not'; readonly part: Query }
  | Term
  | Range;

export interface Term {
  readonly is: 'term';
  /** Null searches the text. */
  readonly field: string | null;
  readonly text: string;
  readonly phrase: boolean;
  /** Set where the term has wildcards: `*` any text, `?` one character, as parts of literal text between them. */
  readonly pattern: readonly (string | { readonly wild: '*' | '?' })[] | null;
}

export interface Range {
  readonly is: 'range';
  readonly field: string;
  /** Null is open (`*`). */
  readonly from: string | null;
  readonly to: string | null;
  readonly withFrom: boolean;
  readonly withTo: boolean;
}

const longest = 8000;
const deepest = 30;
const mostTerms = 300;

/** Refuses `ckan.bad_query` naming the place. */
export function parseQuery(text: string): Query {
  if (text.length > longest) throw refuse('ckan.bad_query', { near: `${text.slice(0, 30)}…` });
  const reader = new Reader(text);
  if (reader.atEnd()) return { is: 'all' };
  const query = reader.either(null, 0);
  if (!reader.atEnd()) throw reader.bad();
  return query;
}

const space = /\s/;
const ends = /[\s()[\]{}"]/;

class Reader {
  private at = 0;
  private terms = 0;
  constructor(private readonly text: string) {}

  bad() {
    return refuse('ckan.bad_query', { near: this.text.slice(this.at, this.at + 30) || this.text.slice(-30) });
  }

  atEnd(): boolean {
    while (space.test(this.text[this.at] ?? '')) this.at++;
    return this.at >= this.text.length;
  }

  /** Takes one of the words, which must end there. */
  private take(...words: readonly string[]): boolean {
    if (this.atEnd()) return false;
    for (const word of words) {
      const after = this.text[this.at + word.length] ?? ' ';
      const isWord = /^[A-Z]+$/.test(word);
      if (this.text.startsWith(word, this.at) && (!isWord || /[\s(]/.test(after))) {
        this.at += word.length;
        return true;
      }
    }
    return false;
  }

  either(field: string | null, depth: number): Query {
    const parts = [this.both(field, depth)];
    while (this.take('OR', '||')) parts.push(this.both(field, depth));
    return parts.length === 1 ? (parts[0] as Query) : { is: 'or', parts };
  }

  private both(field: string | null, depth: number): Query {
    if (depth > deepest) throw this.bad();
    const parts = [this.one(field, depth)];
    for (;;) {
      if (this.take('AND', '&&')) parts.push(this.one(field, depth));
      else if (this.atEnd() || this.text[this.at] === ')' || this.peeksOr()) break;
      else parts.push(this.one(field, depth));
    }
    return parts.length === 1 ? (parts[0] as Query) : { is: 'and', parts };
  }

  private peeksOr(): boolean {
    return /^(OR[\s(]|\|\|)/.test(this.text.slice(this.at, this.at + 3));
  }

  private one(field: string | null, depth: number): Query {
    if (depth > deepest) throw this.bad();
    if (this.take('NOT', '!', '-')) return { is: 'not', part: this.one(field, depth + 1) };
    if (this.take('+')) return this.one(field, depth + 1);
    if (this.take('(')) {
      const inner = this.either(field, depth + 1);
      if (!this.take(')')) throw this.bad();
      this.boost();
      return inner;
    }
    if (this.atEnd()) throw this.bad();
    const named = /^(\*|[\p{L}_][\p{L}\p{N}_.-]*):/u.exec(this.text.slice(this.at));
    if (named?.[1] !== undefined && field === null) {
      this.at += named[0].length;
      return this.ofField(named[1], depth);
    }
    return this.value(field);
  }

  private ofField(field: string, depth: number): Query {
    if (space.test(this.text[this.at] ?? ' ')) throw this.bad();
    if (field === '*') {
      if (this.text[this.at] !== '*') throw this.bad();
      this.at++;
      return { is: 'all' };
    }
    if (this.take('(')) {
      const inner = this.either(field, depth + 1);
      if (!this.take(')')) throw this.bad();
      this.boost();
      return inner;
    }
    return this.value(field);
  }

  private value(field: string | null): Query {
    if (++this.terms > mostTerms) throw this.bad();
    const first = this.text[this.at];
    if (first === '[' || first === '{') return this.range(field, first);
    if (first === '"') {
      const text = this.quoted();
      this.boost();
      return { is: 'term', field, text, phrase: true, pattern: null };
    }
    const parts = this.bare();
    this.boost();
    if (field === null && parts.length === 1 && typeof parts[0] === 'object' && parts[0].wild === '*')
      return { is: 'all' };
    const wild = parts.some((part) => typeof part === 'object');
    const text = parts.map((part) => (typeof part === 'string' ? part : part.wild)).join('');
    return { is: 'term', field, text, phrase: false, pattern: wild ? parts : null };
  }

  private range(field: string | null, opening: string): Query {
    if (field === null) throw this.bad();
    this.at++;
    const from = this.bound();
    if (!this.take('TO')) throw this.bad();
    const to = this.bound();
    if (this.atEnd()) throw this.bad();
    const closing = this.text[this.at];
    if (closing !== ']' && closing !== '}') throw this.bad();
    this.at++;
    this.boost();
    return { is: 'range', field, from, to, withFrom: opening === '[', withTo: closing === ']' };
  }

  private bound(): string | null {
    if (this.atEnd()) throw this.bad();
    if (this.text[this.at] === '"') return this.quoted();
    const start = this.at;
    while (this.at < this.text.length && !/[\s\]}]/.test(this.text[this.at] ?? ' ')) this.at++;
    const text = this.text.slice(start, this.at).replace(/\\(.)/g, '$1');
    if (text === '') throw this.bad();
    return text === '*' ? null : text;
  }

  private quoted(): string {
    this.at++;
    let text = '';
    for (;;) {
      const one = this.text[this.at];
      if (one === undefined) throw this.bad();
      this.at++;
      if (one === '"') return text;
      if (one === '\\' && this.at < this.text.length) text += this.text[this.at++];
      else text += one;
    }
  }

  private bare(): (string | { readonly wild: '*' | '?' })[] {
    const parts: (string | { readonly wild: '*' | '?' })[] = [];
    let text = '';
    const start = this.at;
    const flush = () => {
      if (text !== '') parts.push(text);
      text = '';
    };
    while (this.at < this.text.length) {
      const one = this.text[this.at] ?? '';
      if (ends.test(one) || one === '^' || one === '~') break;
      this.at++;
      if (one === '\\' && this.at < this.text.length) text += this.text[this.at++];
      else if (one === '*' || one === '?') {
        flush();
        parts.push({ wild: one });
      } else text += one;
    }
    flush();
    if (this.at === start || parts.length === 0) throw this.bad();
    if (/^(AND|OR|NOT|TO)$/.test(this.text.slice(start, this.at))) {
      this.at = start;
      throw this.bad();
    }
    return parts;
  }

  /** `^2` and `~1` weigh and blur; they choose nothing and are passed over. */
  private boost(): void {
    const found = /^[\^~]\d*(\.\d+)?/.exec(this.text.slice(this.at));
    if (found !== null) this.at += found[0].length;
  }
}

/** True when the text uses the language and is not just words that someone typed. */
export function isQueryLanguage(text: string): boolean {
  return /(^|[\s(+!-])(\*|[\p{L}_][\p{L}\p{N}_.-]*):\S/u.test(text) || /(^|\s)(AND|OR|NOT)\s/.test(text);
}
