/** A workbook of 2,000 entries taken in: read and compared, then written, each against the bare work that it cannot do without. */
import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import type pg from 'pg';
import { requirementInForce } from '#api/catalog/requirement-store.ts';
import { takesEntries } from '#api/catalog/rules/code.ts';
import { grades, updateCycles } from '#api/catalog/rules/codes.ts';
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import { applyImport, showImport, uploadImport } from '#api/compilation/imports.ts';
import { writeBook } from '#api/compilation/workbook-write.ts';
import { type App, newId } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { random } from '#prisma/seed/demo/random.ts';
import type { World } from '#test/support/world.ts';
import { against, type Bench, median, type Result } from './measure.ts';

const count = 2_000;
const itemsEach = 8;
const rounds = 3;
const imported = '2,000 catalogue entries of 8 data items from a workbook';

interface Made {
  readonly classification: string;
  readonly content: EntryContent;
}

const places = '太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁'.split(' ');
const subjects = '公路桥梁 收费站点 客运班线 货运场站 养护工程 隧道设施 治超站点 公交线路'.split(' ');
const heads = '编号 名称 面积 金额 等级 类型 日期 数量 状态 地址 长度 浓度 单价 规模 年限 结果'.split(' ');

function entries(batch: string, nodes: readonly string[]): Made[] {
  const r = random(`bench compilation ${batch}`);
  return Array.from({ length: count }, (_, n) => {
    const place = r.pick(places);
    const subject = r.pick(subjects);
    const first = r.int(0, heads.length - 1);
    const items = Array.from({ length: itemsEach }, (_, at) => {
      const name = `${subject}${heads[(first + at) % heads.length]}`;
      return {
        name,
        label: name,
        data_type: r.pick(['C', 'N', 'I', 'D'] as const),
        description: `${place}${name}的登记值，按月核对`,
        unit: r.chance(0.3) ? '个' : '',
        sensitivity: 'none',
      };
    });
    const content = entryContent.parse({
      title: `${place}${subject}明细（${batch}-${n + 1}）`,
      title_en: `Road assets ${batch}-${n + 1}`,
      abstract: `${place}范围内的${subject}，包括${heads.slice(0, 6).join('、')}等信息，由提供单位按期更新。`,
      keywords: [place, subject, '交通'],
      theme: 'public_services',
      format_category: '2',
      format_detail: 'csv',
      items,
      share_type: '1',
      share_method: 'file',
      open_type: 'unconditional',
      open_checks: ['national_security', 'trade_secret', 'personal_privacy'],
      update_cycle: r.pick(updateCycles.codes),
      grade: r.pick(grades.codes.slice(0, 2)),
      secret: false,
      storage_location: 'provincial_cloud',
      usage_conditions: '注明来源即可使用',
      licence: 'attribution',
    });
    return { classification: r.pick(nodes), content };
  });
}

export function compilationBenches(app: App, world: World, client: pg.Client): Bench[] {
  const steward = world.ctx('province.transport');
  const { organization: agency, personId } = requireViewer(steward.viewer);
  const openNodes = async () => {
    const { rows } = await client.query<{ code: string }>(
      'SELECT code FROM classification_node WHERE closed_on IS NULL ORDER BY code',
    );
    return rows.map(({ code }) => code).filter(takesEntries);
  };
  /** A workbook of new entries, as the export writes them. */
  const workbook = async (made: readonly Made[]) =>
    writeBook(
      await requirementInForce(steward),
      'zh',
      made.map((one) => ({
        ...one,
        code: '',
        provider: agency.name,
        uscc: agency.uscc,
        state: '',
        publishedOn: '',
      })),
    );
  const upload = async (bytes: Buffer) => {
    const { id, counts } = await uploadImport(steward, { fileName: '目录.xlsx', stream: Readable.from([bytes]) });
    if (counts.new !== count) throw new Error(`not all of the workbook was read as new: ${JSON.stringify(counts)}`);
    return id;
  };
  /** The same rows, one statement a table; nothing is read, checked or put on record. */
  const bare = async (json: string) => {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO entry (id, code, classification_code, provider_id, region_code, level, state, revision, title, theme, share_type,
          open_type, update_cycle, content, created_by, created_at, updated_at)
        SELECT x.id, x.code, x.classification, $2, $3, $4::"Level", 'draft', 1, x.content->>'title', x.content->>'theme',
          x.content->>'share_type', x.content->>'open_type', x.content->>'update_cycle', x.content, $5, now(), now()
        FROM jsonb_to_recordset($1::jsonb) AS x(id text, code text, classification text, content jsonb)`,
      [json, agency.id, agency.regionCode, agency.level, personId],
    );
    await client.query(
      `INSERT INTO entry_revision (entry_id, number, content, action, by_id, at)
        SELECT x.id, 1, x.content, 'import', $2, now() FROM jsonb_to_recordset($1::jsonb) AS x(id text, content jsonb)`,
      [json, personId],
    );
    await client.query('COMMIT');
  };
  const perSecond = (ms: number) => `${Math.round((count * 1000) / ms).toLocaleString('en')} entries/s`;
  const preview: Bench = {
    name: `preview of ${imported} (surveyed, read, every cell checked, compared with what there is, kept)`,
    limit: 'the spreadsheet library loading the same workbook',
    run: async (): Promise<Result> => {
      const bytes = await workbook(entries('预览', await openNodes()));
      const ours = async () => {
        const id = await upload(bytes);
        await showImport(steward, id, { page: 1, page_size: 20 });
      };
      const load = async () => {
        const book = new exceljs.Workbook();
        await book.xlsx.load(bytes as unknown as ArrayBuffer);
        if (book.worksheets[0]?.rowCount !== count + 1) throw new Error('not the whole workbook');
      };
      const result = await against(ours, load, rounds);
      return { ...result, note: `${perSecond(result.ours_ms)}, a workbook of ${(bytes.length / 1e6).toFixed(1)} MB` };
    },
  };
  const whole: Bench = {
    name: `import of ${imported} (upload, preview, written as drafts in one transaction, audited)`,
    limit: 'the same rows of entries and revisions inserted by one bare statement a table',
    run: async (): Promise<Result> => {
      const nodes = await openNodes();
      // A warm-up comes before the rounds; titles are never given twice.
      const books: Buffer[] = [];
      const rows: string[] = [];
      for (let round = -1; round < rounds; round++) {
        books.push(await workbook(entries(`甲${round}`, nodes)));
        const given = entries(`乙${round}`, nodes).map((one, n) => ({
          id: newId(app, 'entry'),
          code: `${one.classification}/${900_000_000 + (round + 1) * count + n}`,
          ...one,
        }));
        rows.push(JSON.stringify(given));
      }
      const applied: number[] = [];
      const ours = async (round: number) => {
        const id = await upload(books[round + 1] ?? Buffer.alloc(0));
        const began = performance.now();
        const done = await applyImport(steward, id);
        if (round >= 0) applied.push(performance.now() - began);
        if (done.state !== 'applied') throw new Error('not applied');
      };
      const result = await against(ours, (round) => bare(rows[round + 1] ?? '[]'), rounds);
      const writing = median(applied);
      return {
        ...result,
        note: `${perSecond(result.ours_ms)}; the writing alone ${Math.round(writing)} ms, ${(writing / result.limit_ms).toFixed(2)} times, ${perSecond(writing)}`,
      };
    },
  };
  return [preview, whole];
}
