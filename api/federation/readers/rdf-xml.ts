/** What the parser of RDF/XML does not see: that a document breaks off, or that it would unfold to many times its size. */

/** Namespaces are written as entities; nothing else in a catalogue needs them. */
const longestDeclarations = 20_000;
const longestEntity = 2000;
const mostUnfolded = 64_000_000;

/** Throws with the reason. */
export function checkXml(text: string): void {
  checkEntities(text);
  if (!isWhole(text)) throw new Error('the document breaks off');
}

function checkEntities(text: string): void {
  const last = text.lastIndexOf('<!ENTITY');
  if (last === -1) return;
  const declared = text.slice(0, last + longestEntity);
  // As the parser reads them: what does not match is no entity to it either, unless it is longer than we look.
  const entity = /<!ENTITY\s+\S+\s+["']([^"']*)["']\s*>/g;
  if (last > longestDeclarations || declared.slice(last).search(entity) !== 0)
    throw new Error('entities too many or too long');
  const longest = Math.max(...[...declared.matchAll(entity)].map(([, value = '']) => value.length));
  let uses = 0;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) uses += 1;
  if (longest * uses > mostUnfolded) throw new Error('entities unfold to more than a document may hold');
}

/** The parser takes a document that breaks off for its end, and what is missing would seem to be gone from the portal. */
function isWhole(text: string): boolean {
  const head = text.slice(0, 2 * longestDeclarations);
  const [, root = ''] = /<([A-Za-z_][\w.:-]*)/.exec(withoutDoctype(head)) ?? [];
  let end = text.trimEnd();
  while (end.endsWith('-->')) {
    const comment = end.lastIndexOf('<!--');
    if (comment === -1) return false;
    end = end.slice(0, comment).trimEnd();
  }
  return end.slice(-1000).replace(/\s+>$/, '>').endsWith(`</${root}>`);
}

function withoutDoctype(head: string): string {
  const from = head.indexOf('<!DOCTYPE');
  if (from === -1) return head;
  const [doctype = ''] = /^<!DOCTYPE[^[>]*(\[[\s\S]*?\])?\s*>/.exec(head.slice(from)) ?? [];
  return head.slice(0, from) + head.slice(from + doctype.length);
}
