/** Statements of RDF by subject, and the questions a catalogue is asked. Parsing is done elsewhere. */
export interface Term {
  readonly kind: 'iri' | 'blank' | 'literal';
  /** An IRI, the text of a literal, or `_:name` of a blank node. */
  readonly value: string;
  readonly language: string;
}

export interface Triple {
  readonly subject: string;
  readonly predicate: string;
  readonly object: Term;
}

export const ns = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  schema: 'http://schema.org/',
  spdx: 'http://spdx.org/rdf/terms#',
  adms: 'http://www.w3.org/ns/adms#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
} as const;

export class Graph {
  readonly #nodes = new Map<string, Map<string, Term[]>>();

  /** By predicate and object, made when first asked for: a catalogue asks once for each of its datasets. */
  readonly #pointing = new Map<string, Map<string, string[]>>();

  constructor(triples: Iterable<Triple> = []) {
    for (const triple of triples) this.add(triple);
  }

  add({ subject, predicate, object }: Triple): void {
    const node = this.#nodes.get(subject) ?? new Map<string, Term[]>();
    this.#nodes.set(subject, node);
    const terms = node.get(predicate);
    if (terms === undefined) node.set(predicate, [object]);
    else terms.push(object);
    this.#pointing.clear();
  }

  all(subject: string, ...predicates: readonly string[]): readonly Term[] {
    const node = this.#nodes.get(subject);
    return node === undefined ? [] : predicates.flatMap((predicate) => node.get(predicate) ?? []);
  }

  /** Subjects of one of the types, in the order of the document. */
  ofType(...types: readonly string[]): string[] {
    return [...this.#nodes].flatMap(([subject, node]) =>
      (node.get(`${ns.rdf}type`) ?? []).some((term) => types.includes(term.value)) ? [subject] : [],
    );
  }

  /** Subjects that point at a node. */
  pointingAt(value: string, predicate: string): readonly string[] {
    const known = this.#pointing.get(predicate);
    if (known !== undefined) return known.get(value) ?? [];
    const made = new Map<string, string[]>();
    for (const [subject, node] of this.#nodes)
      for (const { value: target } of node.get(predicate) ?? []) {
        const subjects = made.get(target);
        if (subjects === undefined) made.set(target, [subject]);
        else subjects.push(subject);
      }
    this.#pointing.set(predicate, made);
    return made.get(value) ?? [];
  }

  /** The value in a language: that language, else one without, else the first. With `only`, that language or ''. */
  text(subject: string, language: 'zh' | 'en', predicates: readonly string[], only = false): string {
    const terms = this.all(subject, ...predicates).filter((term) => term.kind !== 'blank');
    const spoken = terms.find((term) => term.language.split('-')[0] === language);
    if (spoken !== undefined || only) return spoken?.value ?? '';
    return (terms.find((term) => term.language === '') ?? terms[0])?.value ?? '';
  }

  /** What a node is called: a literal says itself, an agent or concept by its names, else by its IRI where `iri` allows. */
  label(term: Term | undefined, iri: boolean): string {
    if (term === undefined) return '';
    if (term.kind === 'literal') return term.value;
    const names = [
      `${ns.foaf}name`,
      `${ns.skos}prefLabel`,
      `${ns.vcard}fn`,
      `${ns.schema}name`,
      `${ns.rdfs}label`,
      `${ns.dct}title`,
    ];
    return this.text(term.value, 'zh', names) || (iri && term.kind === 'iri' ? term.value : '');
  }
}
