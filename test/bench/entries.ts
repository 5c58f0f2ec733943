/**
 * Thousands of published entries with their search records and without files, in a few seconds: what the search is
 * measured over. Words repeat as they do in a real catalogue, so that a question finds hundreds and its rank has work.
 */
import { type Theme, themes, updateCycles } from '#api/catalog/rules/codes.ts';
import { entryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import { makeId } from '#api/kernel/ids.ts';
import { upsert } from '#api/ports/search/postgres-index.ts';
import { cities, counties } from '#prisma/seed/demo/places.ts';
import { type Random, random } from '#prisma/seed/demo/random.ts';

const subjects: readonly (readonly [subject: string, theme: Theme, words: string])[] = [
  ['环境空气质量监测', 'environment', 'PM2.5 臭氧 自动监测 站点'],
  ['地表水断面水质', 'environment', '河流 断面 氨氮 总磷'],
  ['高速公路收费站流量', 'public_services', '通行量 车型 时段 路网'],
  ['公交线路和站点', 'public_services', '公交 换乘 首末班 客流'],
  ['农产品批发价格', 'prices', '蔬菜 肉禽蛋 菜篮子 市场'],
  ['煤炭坑口价格', 'prices', '动力煤 焦煤 无烟煤 产地'],
  ['医院床位和门诊', 'health', '医疗机构 床位 急诊 就医'],
  ['疫苗接种单位', 'health', '接种 门诊时间 社区卫生'],
  ['养老机构', 'social_security', '床位 护理 收费 民政'],
  ['食品安全抽检结果', 'food_and_drugs', '抽检 不合格 检验 生产企业'],
  ['煤矿安全生产标准化', 'work_safety', '煤矿 等级 瓦斯 核定能力'],
  ['充电站和充电桩', 'energy', '电动汽车 快充 功率 坐标'],
  ['行政许可公示', 'credit', '双公示 许可决定 信用代码'],
  ['施工许可', 'construction', '建设规模 合同工期 工程'],
  ['社区服务设施', 'community', '社区 便民 窗口 服务人口'],
  ['应急避难场所', 'emergency', '避难 容纳人数 坐标 防灾'],
];
const kinds = ['名录', '月度统计', '年度统计', '明细', '监测数据', '公示信息', '动态', '分布'] as const;
const atOnce = 1000;

/** Inserts `count` entries of the agencies that are there, with search records as the search port makes them. */
export async function generateEntries(db: Db, count: number): Promise<void> {
  const agencies = await db.organization.findMany({ where: { kind: 'agency' }, orderBy: { uscc: 'asc' } });
  const nodes = await db.classificationNode.findMany({ where: { depth: 3 }, orderBy: { code: 'asc' } });
  if (agencies.length === 0 || nodes.length === 0) throw new Error('no agencies or no classification to fill');
  const r = random('bench entries');
  for (let from = 0; from < count; from += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - from) }, (_, i) =>
      made(r, from + i, r.pick(agencies), r.pick(nodes).code),
    );
    await insertAll(db, batch);
    await indexAll(db, batch);
  }
  await db.$executeRaw`UPDATE classification_node n SET next_sequence = 1 + s.last FROM
    (SELECT classification_code, max(split_part(code, '/', 2)::int) AS last FROM entry GROUP BY 1) s
    WHERE s.classification_code = n.code AND n.next_sequence <= s.last`;
}

type Made = ReturnType<typeof made>;
type Agency = Awaited<ReturnType<Db['organization']['findMany']>>[number];

function made(r: Random, i: number, agency: Agency, classificationCode: string) {
  const [subject, theme, words] = r.pick(subjects);
  const place = r.chance(0.35) ? r.pick(cities).name : r.pick(counties).name;
  const title = `${place}${subject}${r.pick(kinds)}（${i + 1}）`;
  const at = new Date(Date.UTC(2025, 0, 1) + r.int(0, 680) * 86_400_000);
  const keywords = words.split(' ');
  const abstract = `${place}范围内的${subject}，包括${keywords.join('、')}等信息，由${agency.name}提供并按期更新。`;
  const content = entryContent.parse({
    title,
    title_en: `${theme.replaceAll('_', ' ')} ${i + 1}`,
    abstract,
    keywords,
    theme,
    format_category: '2',
    format_detail: 'csv',
    items: [...keywords, '日期', '县区'].map((name) => ({ name, label: name, data_type: 'C', sensitivity: 'none' })),
    share_type: '1',
    share_method: 'file',
    open_type: r.chance(0.8) ? 'unconditional' : 'conditional',
    open_checks: ['national_security', 'trade_secret', 'personal_privacy'],
    update_cycle: r.pick(updateCycles.codes),
    grade: 'general_1',
    secret: false,
    storage_location: 'provincial_cloud',
    usage_conditions: '注明来源',
    licence: 'attribution',
  });
  const entry = {
    id: makeId(
      'entry',
      at,
      Uint8Array.from({ length: 10 }, () => r.int(0, 255)),
    ),
    code: `${classificationCode}/${String(100_000 + i)}`,
    classificationCode,
    providerId: agency.id,
    regionCode: agency.regionCode,
    level: agency.level,
    title,
    theme: themes.is(theme) ? theme : 'public_services',
    shareType: '1',
    openType: content.open_type ?? 'unconditional',
    updateCycle: content.update_cycle ?? 'monthly',
    createdAt: at,
  };
  return { entry, content, agency, downloads: r.int(0, 900), rows: r.int(10, 50_000) };
}

/** Entries and their first revisions in one statement: ten times as fast as row by row. */
async function insertAll(db: Db, batch: readonly Made[]): Promise<void> {
  const rows = batch.map(({ entry, content }) => ({ ...entry, content }));
  await db.$executeRaw`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d (id text, code text, "classificationCode" text,
        "providerId" text, "regionCode" text, level text, title text, theme text, "shareType" text, "openType" text,
        "updateCycle" text, content jsonb, "createdAt" timestamptz)
    ), made AS (
      INSERT INTO entry (id, code, classification_code, provider_id, region_code, level, state, revision, published_revision, title,
        theme, share_type, open_type, update_cycle, content, submitted_at, published_at, created_at, updated_at)
      SELECT id, code, "classificationCode", "providerId", "regionCode", level::"Level", 'published', 1, 1, title, theme,
        "shareType", "openType", "updateCycle", content, "createdAt", "createdAt", "createdAt", "createdAt" FROM given
    )
    INSERT INTO entry_revision (entry_id, number, content, action, at)
    SELECT id, 1, content, 'create', "createdAt" FROM given`;
}

async function indexAll(db: Db, batch: readonly Made[]): Promise<void> {
  await upsert(
    db,
    batch.map(({ entry, content, agency, downloads, rows }) => ({
      id: entry.id,
      kind: 'entry',
      code: entry.code,
      title: content.title,
      titleEn: content.title_en,
      abstract: content.abstract,
      keywords: content.keywords,
      columns: content.items.map((item) => ({ name: item.name, label: item.label, values: [] })),
      theme: entry.theme,
      providerId: agency.id,
      providerName: agency.name,
      regionCode: agency.regionCode,
      openType: entry.openType,
      updateCycle: entry.updateCycle,
      formats: entry.openType === 'unconditional' ? ['csv', 'json', 'xlsx', 'parquet'] : ['api'],
      sourceId: 'own',
      sourceName: '',
      rowCount: BigInt(rows),
      downloads,
      quality: null,
      publishedAt: entry.createdAt,
      updatedAt: entry.createdAt,
    })),
  );
}
