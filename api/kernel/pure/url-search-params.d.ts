/**
 * Rules are checked without the types of Node and of browsers, so that none of them reads a clock, a file or a network. What is
 * pure and the same in both (WHATWG URL) is named here; the root configuration leaves this folder out.
 */
declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string);
  append(name: string, value: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  set(name: string, value: string): void;
  toString(): string;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
