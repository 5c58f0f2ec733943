import { create } from 'xmlbuilder2';
import type { Xml } from './rules/oai/answer.ts';

/** A tree as a document in UTF-8. */
export function xmlDocument(tree: Xml): string {
  return `${create({ version: '1.0', encoding: 'UTF-8' }, tree as Parameters<typeof create>[1]).end({ prettyPrint: false })}\n`;
}
