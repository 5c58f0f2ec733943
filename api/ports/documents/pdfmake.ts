/** The printer of pdfmake 0.3 and the pdfkit document it fills; neither ships types. */
import { createRequire } from 'node:module';

export interface FontFile {
  readonly characterSet: readonly number[];
}

export interface KitDocument {
  on(event: 'data', take: (chunk: Buffer) => void): void;
  on(event: 'end', done: () => void): void;
  on(event: 'error', fail: (error: Error) => void): void;
  end(): void;
  switchToPage(index: number): void;
  save(): KitDocument;
  restore(): KitDocument;
  translate(x: number, y: number): KitDocument;
  scale(factor: number): KitDocument;
  path(d: string): KitDocument;
  fill(color: string): KitDocument;
  initForm(): void;
  formAnnotation(name: string, type: null, x: number, y: number, w: number, h: number, options: object): void;
  provideFont(family: string, bold: boolean, italics: boolean): { readonly font: FontFile };
  /** The pages as laid out, before pdfkit wrote them. */
  readonly _pdfMakePages: readonly {
    readonly items: readonly {
      readonly type: string;
      readonly item: {
        readonly field?: string;
        readonly x: number;
        readonly y: number;
        readonly w: number;
        readonly h: number;
      };
    }[];
  }[];
  readonly _root: { readonly data: { AcroForm?: { data: Record<string, unknown> } } };
}

interface PrinterClass {
  new (
    fonts: Record<string, { normal: string; bold: string }>,
    files: { existsSync(name: string): boolean; readFileSync(name: string): Buffer | undefined },
    urls: { resolve(url: string): void; resolved(): Promise<void> },
    mayReadLocally: (path: string) => boolean,
  ): { createPdfKitDocument(definition: object, options?: { bufferPages?: boolean }): Promise<KitDocument> };
}

// The package's entry writes warnings to the console and holds one global instance; its printer does neither.
const Printer = (createRequire(import.meta.url)('pdfmake/js/Printer.js') as { default: PrinterClass }).default;

/** Lays out a definition. Fonts come from memory; the network and the file system are out of its reach. */
export function layOut(
  definition: object,
  families: ReadonlyMap<string, { readonly normal: Buffer; readonly bold: Buffer }>,
): Promise<KitDocument> {
  const files = new Map<string, Buffer>();
  const fonts: Record<string, { normal: string; bold: string }> = {};
  for (const [family, faces] of families) {
    fonts[family] = { normal: `${family}/normal`, bold: `${family}/bold` };
    files.set(`${family}/normal`, faces.normal).set(`${family}/bold`, faces.bold);
  }
  const memory = { existsSync: (name: string) => files.has(name), readFileSync: (name: string) => files.get(name) };
  const nowhere = { resolve: () => {}, resolved: async () => {} };
  return new Printer(fonts, memory, nowhere, () => false).createPdfKitDocument(definition, { bufferPages: true });
}
