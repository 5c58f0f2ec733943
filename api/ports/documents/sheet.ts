/** What a template hands to the layout engine. The block types are the part of pdfmake's language we use. */
export type Run = string | ({ text: string } & Style);

export interface Style {
  font?: string;
  fontSize?: number;
  bold?: boolean;
  color?: string;
  alignment?: 'left' | 'right' | 'center' | 'justify';
  lineHeight?: number;
  characterSpacing?: number;
  leadingIndent?: number;
  wordBreak?: 'break-all';
  margin?: number | [number, number] | [number, number, number, number];
}

export type Shape =
  | {
      type: 'rect';
      x: number;
      y: number;
      w: number;
      h: number;
      lineWidth?: number;
      lineColor?: string;
      color?: string;
      dash?: { length: number };
      /** Name of the empty signature field that this rectangle becomes. */
      field?: string;
    }
  | { type: 'line'; x1: number; y1: number; x2: number; y2: number; lineWidth?: number; lineColor?: string };

export interface TableLayout {
  hLineWidth: (row: number, node: { table: { body: unknown[] } }) => number;
  vLineWidth: (column: number, node: { table: { widths: unknown[] } }) => number;
  hLineColor: () => string;
  vLineColor: () => string;
  paddingLeft: (column: number) => number;
  paddingRight: (column: number) => number;
  paddingTop: () => number;
  paddingBottom: () => number;
  fillColor?: (row: number) => string | null;
}

export interface Block extends Style {
  text?: string | Run[];
  stack?: Content[];
  columns?: Content[];
  columnGap?: number;
  width?: number | string;
  table?: {
    widths: (number | string)[];
    body: Content[][];
    headerRows?: number;
    dontBreakRows?: boolean;
    keepWithHeaderRows?: number;
  };
  layout?: TableLayout;
  canvas?: Shape[];
  unbreakable?: boolean;
  colSpan?: number;
  rowSpan?: number;
  fillColor?: string;
}
export type Content = string | Block;

export interface Sheet {
  readonly title: string;
  readonly content: Content[];
  readonly madeAt: Date;
  /** Size in points; A4 when absent. A sheet with a size of its own has no margins, foot or QR code. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly record?: string;
  readonly foot?: (page: number, pages: number) => Block;
  readonly qr?: { readonly text: string; readonly right: number; readonly top: number; readonly size: number };
}
