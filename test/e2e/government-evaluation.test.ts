/**
 * An evaluation through the pages (Article 5): a scheme is drafted and refused at 99 points, published by the head, a period is begun,
 * an agency reports with evidence, sees its score with the cases behind it, tries what would raise it, appeals, is answered, and
 * everybody reads and recomputes the ranking. The agency's head reads English.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EvaluationCut } from '#api/evaluation/rules/cut.ts';
import { newEntry, publishedDataset } from '#test/support/catalog.ts';
import { type Desk, Journey } from '#test/support/journey-browser.ts';
import { fromWorklist } from './journey/walk.ts';

let j: Journey;
let department: Desk;
let steward: Desk;
let stranger: Desk;
/** Addresses of the scheme, the evaluation and the agency's part in it. */
const at = { scheme: '', run: '', body: '' };
const here = (desk: Desk) => new URL(desk.page.url()).pathname;
const form = (desk: Desk, name: string) => desk.page.locator(`#do-${name}`);
const paper = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
/** Leaps of days end every session: whoever goes on signs in again. */
const leap = (day: string) => j.t.clock.set(`${day}T09:30:00+08:00`);
/** The journey's own workers do it; waits until none of them is at it any more. */
const done = (table: 'version', states: readonly string[]): Promise<void> =>
  vi.waitFor(
    async () => {
      const sql = `select 1 as at from ${table} where state::text = any($1)`;
      if ((await j.t.database.query(sql, [states])).length > 0) throw new Error('not done yet');
    },
    { timeout: 30_000, interval: 50 },
  );

beforeAll(async () => {
  j = await Journey.begin('2026-07-06T09:30:00+08:00');
  const means = {
    steward: j.world.ctx('province.transport'),
    reviewer: j.world.ctx('province.information'),
    drain: () => done('version', ['received', 'processing']),
  };
  await publishedDataset(means, { title: '收费站车道数' });
  await publishedDataset(
    { ...means, steward: j.world.ctx('province.ecology') },
    { title: '空气质量监测点', spatial: '山西省', temporal_from: '2026' },
  );
  await newEntry(means.steward, { title: '尚未报送的条目' });
  leap('2026-10-09');
}, 180_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await j.pictures();
});
afterAll(() => j?.end());

describe('an evaluation, from the scheme to the public ranking', () => {
  it('a scheme of 99 points is not published, and the page says what is missing', async () => {
    department = await j.desk('province.information');
    await department.turnTo('考核评价');
    await department.press('拟订方案');
    await department.page.waitForURL(/\/w\/evaluation\/schemes\//);
    at.scheme = here(department);
    await department.fill('权重: 目录要素完整率', '9');
    await department.fill('依据和说明', '《山西省政务数据管理应用条例》第五条');
    await department.press('保存');
    await department.see('还差 1 分');
    const head = await j.desk('province.information.head');
    await head.go(at.scheme);
    await head.fill('文号', '晋审管发〔2026〕9号', form(head, 'publish'));
    await head.confirm('发布方案', form(head, 'publish'));
    await head.see(/权重合计为 99，还差 1 分/);
    await department.fill('权重: 目录要素完整率', '10');
    await department.press('保存');
    await department.see('已办理');
    await department.page.getByText('还差 1 分').waitFor({ state: 'detached' });
    await fromWorklist(head, '考核方案待发布');
    await head.fill('文号', '晋审管发〔2026〕9号', form(head, 'publish'));
    expect(await head.confirm('发布方案', form(head, 'publish'))).toContain('不能修改');
    await head.see('已发布');
    expect(await head.accessibility()).toEqual([]);
  }, 60_000);

  it('a period is begun; the agency finds it on its desk and reports with evidence', async () => {
    await department.turnTo('考核评价');
    await department.fill('申报截止日期', '2026-10-13');
    await department.press('开始');
    await department.page.waitForURL(/\/w\/evaluation\/runs\//);
    at.run = here(department);
    await department.see('2026-Q3');
    steward = await j.desk('province.transport');
    await fromWorklist(steward, '考核指标待申报');
    expect(here(steward)).toBe(at.run);
    const report = steward.page.locator('form').filter({ hasText: '证明文件' });
    await steward.select('指标', 'rules_in_place', report);
    await steward.fill('分子', '5', report);
    await steward.fill('分母', '4', report);
    await steward.upload('证明文件', 'rules.pdf', paper, report);
    await steward.press('申报数值', report);
    await steward.refused();
    await steward.see('百分比指标的分子不能大于分母。');
    await steward.fill('分子', '3', report);
    await steward.upload('证明文件', 'rules.pdf', paper, report);
    await steward.press('申报数值', report);
    await steward.see('待审核');
    // Before the cut it sees what stands behind each figure, as of today.
    await steward.follow('山西省交通运输厅');
    at.body = here(steward);
    await steward.see('尚未冻结：以下按今天的事实计算。');
  }, 60_000);

  it('what-if: three actions, and a score that follows what one would do', async () => {
    await steward.follow('提分测算');
    const best = steward.part('提分最多的三件事');
    expect(await best.locator('ol > li').count()).toBe(3);
    const before = await steward.page.locator('.facts strong').first().innerText();
    await steward.fill('“目录要素完整率”办结数', '1');
    await steward.press('计算', steward.part('试算'));
    await steward.see('办结所选事项后');
    const [now, then] = await steward.page.locator('.facts strong').allInnerTexts();
    expect(now).toBe(before);
    expect(Number(then)).toBeGreaterThan(Number(before));
    expect(await steward.accessibility()).toEqual([]);
  }, 60_000);

  it('the department takes the report and freezes the facts; the score stands with its cases', async () => {
    leap('2026-10-14');
    department = await j.desk('province.information');
    await fromWorklist(department, '考核申报待审核');
    await department.select('决定', 'accepted');
    await department.press('审核');
    await department.see('已采信');
    expect(await department.confirm('冻结事实并计分', form(department, 'cut'))).toContain('之后的事实变化不影响本期');
    await department.see('初步结果，可申诉');
    steward = await j.desk('province.transport');
    await steward.go(at.body);
    await steward.see('已从冻结的明细复算，与结果一致。');
    const marks = steward.part('各项得分').getByRole('row');
    expect(await marks.filter({ hasText: '目录发布率' }).innerText()).toMatch(/1 \/ 2/);
    expect(await marks.filter({ hasText: '数据管理制度健全率' }).innerText()).toMatch(/3 \/ 4\s+75%/);
    await steward.page.getByText(/^“目录发布率”计入的 2 项$/).click();
    await steward.see('尚未报送的条目');
  }, 60_000);

  it('its head, in English, appeals; another person than the scorer answers', async () => {
    const head = await j.desk('province.transport.head');
    await head.read('en');
    await fromWorklist(head, 'Draft result, open to appeal');
    const appeal = form(head, 'appeal');
    await head.select('Indicator', 'catalogue_published', appeal);
    await head.fill('Reasons', '该条目尚未到编制期限，不应计入。', appeal);
    await head.press('Appeal', appeal);
    await head.see(/SS-2026-/);
    const english = await head.page.locator('main').evaluate((main) => {
      const copy = main.cloneNode(true) as HTMLElement;
      for (const own of copy.querySelectorAll('[lang="zh-CN"]')) own.remove();
      return copy.innerText;
    });
    expect(english).not.toMatch(/[\u4e00-\u9fff]/);
    const second = await j.desk('province.information.head');
    await fromWorklist(second, '考核申诉待决定');
    const decide = second.page.locator('section[id^=do-decide]');
    await second.select('决定', 'upheld', decide);
    await second.fill('决定理由', '情况属实，予以更正。', decide);
    await second.press('决定申诉', decide);
    await second.see('申诉成立时须写明更正后的分子和分母。');
    await second.fill('更正后的分子', '1', decide);
    await second.fill('更正后的分母', '1', decide);
    await second.press('决定申诉', decide);
    await second.see('申诉成立，更正数值');
    await second.see('第 2 版');
    await steward.go(at.body);
    expect(await steward.part('各项得分').getByRole('row').filter({ hasText: '目录发布率' }).innerText()).toMatch(
      /1 \/ 1/,
    );
  }, 60_000);

  it('the result is published by the head; a passer-by reads the ranking with its pictures and recomputes it', async () => {
    leap('2026-10-22');
    const head = await j.desk('province.information.head');
    await fromWorklist(head, '考核结果待公布');
    await head.fill('文号', '晋审管通〔2026〕3号', form(head, 'publish'));
    expect(await head.confirm('公布结果', form(head, 'publish'))).toContain('向社会公开');
    await head.see('已公布');
    stranger = await j.desk();
    await stranger.go('/evaluation');
    await stranger.follow(/^KH-2026-/);
    await stranger.see('晋审管通〔2026〕3号');
    const picture = stranger.part('排名').locator('figure.picture');
    expect(await picture.locator('svg').count()).toBeGreaterThan(0);
    await stranger.see(/2 个对象计分：最高 .+ 分，最低 .+ 分，平均 .+ 分。/);
    const rows = stranger.part('排名').locator('table').last().getByRole('row');
    expect((await rows.allInnerTexts()).join(' ')).toMatch(/山西省(交通运输|生态环境)厅\s+1\s/);
    expect(await stranger.accessibility()).toEqual([]);
    await stranger.follow('现在复算');
    await stranger.see(/个数值全部复算一致/);
    // The same on a machine of one's own: from the file alone, and not from one somebody touched.
    const { bytes } = await stranger.download(stranger.page.getByRole('link', { name: '复算文件' }));
    const cut = JSON.parse(bytes.toString('utf8')) as EvaluationCut;
    expect(cut.version).toBe(2);
    expect(bytes.toString('utf8')).not.toContain('尚未报送的条目');
    const dir = await mkdtemp(path.join(tmpdir(), 'jinshu-cut-'));
    const run = promisify(execFile);
    const recompute = async (name: string, content: Buffer | string) => {
      const file = path.join(dir, name);
      await writeFile(file, content);
      return run(process.execPath, ['api/launch/evaluation-recompute.mjs', file]).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
      );
    };
    try {
      const sound = await recompute('sound.json', bytes);
      expect(sound).toMatchObject({ code: 0 });
      expect(sound.stdout).toContain(cut.results_sha256);
      const [first] = cut.facts.filter((one) => one.cases.length > 0);
      if (first !== undefined) first.num = String(Number(first.num) + 1);
      const touched = await recompute('touched.json', JSON.stringify(cut));
      expect(touched.code).toBe(1);
      expect(touched.stdout).toContain(first?.indicator ?? '-');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }, 60_000);

  it('shows nobody an error', () => {
    expect(j.faults).toEqual([]);
  });
});
