/**
 * A table about people on its way to the public (Articles 14, 15): classified, treated by a plan, signed by a second person and
 * opened; a further version falls short and goes back, the one before it stays. Everybody in it is made up.
 */
import { Readable } from 'node:stream';
import { createEntry, submitEntry } from '#api/catalog/edit.ts';
import { entryContent } from '#api/catalog/rules/entry.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { uploadVersion } from '#api/datasets/upload.ts';
import { proposeHierarchy } from '#api/deidentification/hierarchy.ts';
import {
  confirmColumnClasses,
  limitRelease,
  saveTreatmentPlan,
  showVersionPrivacy,
} from '#api/deidentification/service.ts';
import { signReleaseReport } from '#api/deidentification/sign.ts';
import type { Day } from '#api/kernel/time.ts';
import type { Scene } from './scene.ts';
import { password, type Stage } from './stage.ts';

const agency = 'province.civil';
const counties = ['140105', '140106', '140107', '140108'];

/** Made-up recipients: `n` of them, born between 1930 and 1945. */
function recipients(n: number): Buffer {
  const rows = Array.from({ length: n }, (_, i) => {
    const name = `${'王李张刘陈'[i % 5]}${'秀建桂玉'[i % 4]}${'英国兰明'[(i >> 2) % 4]}`;
    const born = `${1930 + ((i * 7) % 16)}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
    return [name, i % 2 === 0 ? '男' : '女', born, counties[i % 4], 100 + 50 * (i % 3), `2026-0${1 + (i % 3)}`].join();
  });
  return Buffer.from(`姓名,性别,出生日期,区划代码,月补贴金额,发放月份\n${rows.join('\n')}\n`);
}

const content = entryContent.parse({
  title: '高龄津贴发放记录（去标识化）',
  title_en: 'Allowances for the very old (de-identified)',
  abstract:
    '全省高龄津贴发放对象的性别、出生年段、所在市和补贴金额，经去标识化处理。\n演示数据，由程序生成，不反映真实情况。',
  keywords: ['高龄津贴', '养老', '去标识化'],
  theme: 'public_services',
  format_category: '2',
  format_detail: 'csv',
  items: [
    { name: '性别', label: '性别', data_type: 'C', description: '', unit: '', sensitivity: 'quasi_identifier' },
    { name: '月补贴金额', label: '月补贴金额', data_type: 'I', description: '', unit: '元', sensitivity: 'sensitive' },
  ],
  share_type: '1',
  share_method: 'file',
  open_type: 'unconditional',
  open_checks: ['national_security', 'trade_secret', 'personal_privacy'],
  update_cycle: 'quarterly',
  grade: 'general_1',
  secret: false,
  storage_location: 'provincial_cloud',
  usage_conditions: '使用时注明数据提供单位、资源名称和获取日期。',
  licence: 'attribution',
  spatial: '山西省',
});

const classes = [
  { column: '姓名', class: 'direct' },
  { column: '性别', class: 'quasi' },
  { column: '出生日期', class: 'quasi' },
  { column: '区划代码', class: 'quasi' },
  { column: '月补贴金额', class: 'sensitive' },
  { column: '发放月份', class: 'other' },
] as const;

/** Data for developers, and of this version the secure room alone: its smallest class reaches 3 and not 5. */
const inside = entryContent.parse({
  ...content,
  title: '高龄津贴发放明细（有条件开放）',
  title_en: 'Allowances for the very old, records (on conditions)',
  abstract:
    '高龄津贴发放对象的性别、出生年段、所在市和补贴金额明细，供签约开发者使用。\n演示数据，由程序生成，不反映真实情况。',
  open_type: 'conditional',
  open_condition: '签订合作协议后使用',
  licence: 'agreement',
});

export function deidentificationScenes(): Scene[] {
  let entry = { id: '', revision: 1 };
  let version = '';
  const at = (day: Day, what: string, play: (stage: Stage) => Promise<void>): Scene => ({
    day,
    time: '14:20',
    what,
    play,
  });
  const upload = async (stage: Stage, n: number, fileName: string, note: string) => {
    const file = { fileName, stream: Readable.from([recipients(n)]), note: () => note };
    version = (await uploadVersion(stage.as(agency), entry.id, file)).id;
    await stage.drain();
  };
  return [
    at('2026-05-11', 'a table about people is classified and treated', async (stage) => {
      entry = await createEntry(stage.as(agency), { classification_code: '301001', content });
      await upload(stage, 600, '高龄津贴.csv', '首次上传');
      await confirmColumnClasses(stage.as(agency), version, {
        table: 1,
        persons: true,
        reason: '',
        classes: [...classes],
      });
      await saveTreatmentPlan(stage.as(agency), version, {
        table: 1,
        rules: [
          { column: '姓名', rule: { do: 'drop' } },
          { column: '出生日期', rule: { do: 'date', to: 'years5' } },
          { column: '区划代码', rule: { do: 'region', to: 'city' } },
        ],
        suppression: { blank: [], max_share: 0.05 },
      });
      await stage.drain();
    }),
    at('2026-05-13', 'the second person signs, the entry is submitted', async (stage) => {
      const [table] = (await showVersionPrivacy(stage.as(agency), version)).tables;
      const report = table?.report?.id ?? '';
      await signReleaseReport(stage.as(`${agency}.head`), report, { password, opinion: '已核对列的类别和处理方案' });
      entry = await submitEntry(stage.as(agency), entry.id, { revision: entry.revision });
    }),
    at('2026-05-15', 'the entry is published with its treated table', async (stage) => {
      const decision = { revision: entry.revision, decision: 'publish', opinion: '', field_opinions: [] } as const;
      await reviewEntry(stage.as('province.information'), entry.id, { ...decision, field_opinions: [] });
      await stage.drain();
    }),
    at(
      '2026-10-21',
      'a version for the secure room only waits for its checker, by a hierarchy of three levels',
      async (stage) => {
        const own = stage.as(agency);
        const made = await createEntry(own, { classification_code: '301001', content: inside });
        const file = { fileName: '发放明细.csv', stream: Readable.from([recipients(64)]), note: () => '试点县' };
        const { id } = await uploadVersion(own, made.id, file);
        await stage.drain();
        await confirmColumnClasses(own, id, { table: 1, persons: true, reason: '', classes: [...classes] });
        await limitRelease(own, id, { reach: 'secure' });
        const { rows } = await proposeHierarchy(own, id, { table: 1, column: '区划代码', kind: 'region' });
        const rules = [
          { column: '姓名', rule: { do: 'drop' as const } },
          { column: '出生日期', rule: { do: 'date' as const, to: 'years5' as const } },
          { column: '区划代码', rule: { do: 'map' as const, rows, level: 1 } },
        ];
        await saveTreatmentPlan(own, id, { table: 1, rules, suppression: { blank: [], max_share: 0.05 } });
        await stage.drain();
      },
    ),
    at('2026-11-16', 'a further version falls short of the k demanded', async (stage) => {
      await upload(stage, 90, '高龄津贴-第三季度.csv', '第三季度（试点县）');
    }),
  ];
}
