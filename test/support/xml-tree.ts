/** XML as a tree, by a parser that refuses what is not well-formed or uses a prefix nobody declared. */
import { SaxesParser } from 'saxes';

export interface XmlElement {
  /** Without the prefix. */
  readonly name: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

export function xmlTree(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const root: XmlElement = { name: '', uri: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const named = Object.entries(attributes).map(([name, one]) => [name, typeof one === 'string' ? one : one.value]);
    const element: XmlElement = { name: local, uri, attributes: Object.fromEntries(named), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (words) => {
    const at = open.at(-1);
    if (at !== undefined) at.text += words;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  const [only] = root.children;
  if (only === undefined) throw new Error('no element');
  return only;
}

export const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((one) => one.name === name);

export function child(element: XmlElement, ...path: readonly string[]): XmlElement {
  return path.reduce((at, name) => {
    const [found] = all(at, name);
    if (found === undefined) throw new Error(`no ${name} in ${at.name}: ${at.children.map((one) => one.name).join()}`);
    return found;
  }, element);
}
