/** Parts that papers share: head, clauses, tables, signature frames, foot; and how days and shares are written. */
import { type Day, dayOf } from '#api/kernel/time.ts';
import { sha256 } from '../../seal/digest.ts';
import { ink, innerWidth, margins } from '../compose.ts';
import { type DatasetLine, type PaperBase, type PaperKind, type PartyName, signatureFields } from '../port.ts';
import type { Block, Content, Sheet, TableLayout } from '../sheet.ts';

/** Title of the governing instrument, unless the caller cites another. */
export const defaultInstrument = '《山西省政务数据管理应用条例》';

/** Points; the seal picture has the same proportions. */
export const frame = { width: 208, height: 62 } as const;

export const chineseDay = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
export const chinesePeriod = (period: string): string => {
  const [year, month] = period.split('-').map(Number);
  return `${year}年${month}月`;
};
/** Minute precision in Asia/Shanghai. */
export const chineseInstant = (at: Date): string =>
  `${chineseDay(dayOf(at))} ${new Date(at.getTime() + 8 * 3600 * 1000).toISOString().slice(11, 16)}`;

/** Parts per million as a percentage without trailing zeros: 123400 is 12.34%. */
export function percent(ppm: number): string {
  const digits = String(ppm % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${Math.floor(ppm / 10_000)}${digits ? `.${digits}` : ''}%`;
}

const qrSize = 58;

/** Title in the middle, number below it; the QR code of the check hangs in the corner above. */
export function head(title: string, number: string): Block[] {
  return [
    { text: title, fontSize: 19, bold: true, alignment: 'center', characterSpacing: 1.2, margin: [60, 22, 60, 4] },
    { text: number, fontSize: 9, color: ink.muted, alignment: 'center', margin: [0, 0, 0, 16] },
  ];
}

export function paper(kind: PaperKind, base: PaperBase, publicUrl: string, title: string, content: Content[]): Sheet {
  const check = base.address ?? `${publicUrl.replace(/\/+$/, '')}/verify/${base.id}`;
  const digest = sha256(base.canonical);
  const authority =
    signatureFields[kind].length > 0
      ? '电子签名使用本平台自建证书，签发者不是持牌电子认证服务机构；签名与内容是否一致，可扫码或上传本文件查验。'
      : '本文件由平台生成，内容是否一致，可扫码或上传本文件查验。';
  return {
    title: `${title} ${base.no}`,
    content,
    madeAt: base.madeAt,
    record: base.canonical,
    qr: { text: check, right: margins.right, top: 40, size: qrSize },
    foot: (page, pages) => ({
      margin: [margins.left, 10, margins.right, 0],
      stack: [
        rule(),
        {
          margin: [0, 5, 0, 0],
          columns: [
            { text: `记录摘要 SHA-256  ${digest}`, fontSize: 6.5, color: ink.muted, width: '*' },
            { text: `第 ${page} 页  共 ${pages} 页`, fontSize: 7.5, color: ink.muted, alignment: 'right', width: 80 },
          ],
        },
        { text: [`查验  ${check}`, base.demo ? '    演示数据，不产生法律效力' : ''], fontSize: 6.5, color: ink.muted },
        { text: authority, fontSize: 6.5, color: ink.muted },
      ],
    }),
  };
}

export const rule = (width = innerWidth): Block => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5, lineColor: ink.rule }],
});

export const paragraph = (text: string): Block => ({ text, margin: [0, 0, 0, 4] });

/** A numbered clause: its heading stays with the first lines below. */
export function clause(heading: string, ...body: Content[]): Block {
  const [first, ...rest] = body;
  return {
    margin: [0, 7, 0, 0],
    stack: [
      { unbreakable: true, stack: [{ text: heading, bold: true, fontSize: 10.5, margin: [0, 0, 0, 3] }, first ?? ''] },
      ...rest,
    ],
  };
}

const lines = (vertical: boolean): TableLayout => ({
  hLineWidth: (row, node) => (row === 0 || row === node.table.body.length ? 0.8 : 0.4),
  vLineWidth: (column, node) => (vertical ? (column === 0 || column === node.table.widths.length ? 0.8 : 0.4) : 0),
  hLineColor: () => ink.rule,
  vLineColor: () => ink.rule,
  paddingLeft: () => 5,
  paddingRight: () => 5,
  paddingTop: () => 3.2,
  paddingBottom: () => 3.2,
});

export interface Column {
  readonly head: string;
  readonly width: number | string;
  readonly right?: boolean;
}

/** A table with a shaded head that repeats on each page; the last `totals` rows are bold. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], totals = 0): Block {
  const cell = (text: string, column: Column | undefined, style: Partial<Block>): Block => ({
    text,
    alignment: column?.right ? 'right' : 'left',
    fontSize: 9,
    ...style,
  });
  return {
    margin: [0, 2, 0, 4],
    layout: { ...lines(false), fillColor: (row) => (row === 0 ? ink.band : null) },
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map((column) => column.width),
      body: [
        columns.map((column) => cell(column.head, column, { color: ink.muted, fontSize: 8.5 })),
        ...rows.map((row, index) => {
          const total = index >= rows.length - totals;
          return row.map((text, at) => cell(text === '' && !total ? '—' : text, columns[at], { bold: total }));
        }),
      ],
    },
  };
}

/** Names on the left, values on the right, in a grid: for certificates and forms. */
export function form(rows: readonly (readonly [string, Content])[], nameWidth = 96): Block {
  return {
    margin: [0, 2, 0, 6],
    layout: lines(true),
    table: {
      widths: [nameWidth, '*'],
      body: rows.map(([name, value]) => [{ text: name, color: ink.muted, fillColor: ink.band }, value]),
    },
  };
}

/** Two pairs a row. */
export function formOfPairs(rows: readonly (readonly [string, Content, string, Content])[]): Block {
  const name = (text: string): Block => ({ text, color: ink.muted, fillColor: ink.band });
  return {
    margin: [0, 2, 0, 6],
    layout: lines(true),
    table: { widths: [78, '*', 78, '*'], body: rows.map(([a, x, b, y]) => [name(a), x, name(b), y]) },
  };
}

export const partyText = (party: PartyName): Block => ({
  text: [party.name, { text: `\n统一社会信用代码 ${party.uscc}`, fontSize: 8.5, color: ink.muted }],
});

export const datasetTable = (datasets: readonly DatasetLine[]): Block =>
  table(
    [
      { head: '序号', width: 24 },
      { head: '信息资源代码', width: 96 },
      { head: '信息资源名称', width: '*' },
      { head: '提供方', width: 130 },
    ],
    datasets.map((dataset, index) => [String(index + 1), dataset.code, dataset.name, dataset.provider]),
  );

/** A frame for one signature with its heading and name; it stays empty until signed. */
export const signaturePlace = (field: string, heading: string, name: string): Block => ({
  width: frame.width,
  unbreakable: true,
  stack: [
    { text: heading, color: ink.muted, fontSize: 8.5 },
    { text: name },
    {
      margin: [0, 3, 0, 0],
      canvas: [
        {
          type: 'rect',
          x: 0,
          y: 0,
          w: frame.width,
          h: frame.height,
          lineWidth: 0.5,
          lineColor: ink.rule,
          dash: { length: 2 },
          field,
        },
      ],
    },
  ],
});
