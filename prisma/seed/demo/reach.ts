/** How the open side reaches people: saved views, citations, the words of the search, tokens, mail and webhooks. */
import { Readable } from 'node:stream';
import type { Ctx } from '#api/context.ts';
import { systemContext } from '#api/context.ts';
import { createCitation } from '#api/datasets/citations.ts';
import { publishVersion } from '#api/datasets/publish.ts';
import { citationBody } from '#api/datasets/rules/citation-query.ts';
import { uploadVersion } from '#api/datasets/upload.ts';
import { saveView } from '#api/datasets/views.ts';
import { viewBody } from '#api/datasets/views-contract.ts';
import { createToken, findTokenViewer } from '#api/people/tokens.ts';
import { searchQuery } from '#api/search/contract.ts';
import { search } from '#api/search/service.ts';
import { addSynonym } from '#api/search/synonyms.ts';
import { makeDigests, sweep } from '#api/subscriptions/digest.ts';
import { confirmMailSubscription, subscribeByMail } from '#api/subscriptions/mail.ts';
import { createWebhook, pingWebhook, replayMessage, resumeWebhook } from '#api/subscriptions/webhooks.ts';
import type { Book } from './book.ts';
import { look } from './book.ts';
import { bytesOf, settle } from './catalogue.ts';
import { entries } from './entries.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { cited, misses, specimens } from './views.ts';
import { hosts } from './web.ts';

const anyone = (stage: Stage): Ctx => systemContext(stage.app);

const synonyms: readonly (readonly [words: string[], note: string])[] = [
  [['卡口', '收费站'], '公众习惯称收费站为卡口'],
  [['公交', '公共汽车', '巴士'], ''],
  [['敬老院', '养老院', '养老机构'], '民政部门统称养老机构'],
  [['PM2.5', '细颗粒物'], '生态环境部门的规范名称'],
];

/** Asks by mail, opens the letter that comes, and follows its link, as a reader does. */
async function subscribe(stage: Stage, input: Parameters<typeof subscribeByMail>[1]): Promise<void> {
  await subscribeByMail(anyone(stage), input);
  await stage.drain();
  const letters = await stage.app.ports.mail.kept();
  const token = /sbt_[\w-]{43}/.exec(letters.find((one) => one.to === input.email)?.text ?? '')?.[0];
  if (token === undefined) throw new Error(`no letter came to ${input.email}`);
  await confirmMailSubscription(anyone(stage), token);
}

/** The steward's script comes with the token alone. */
async function report(stage: Stage, book: Book, token: string): Promise<void> {
  const spec = entries.find((one) => one.key === 'road.weather');
  if (spec === undefined) throw new Error('no entry road.weather');
  const viewer = await findTokenViewer(stage.app, token);
  const ctx = () => systemContext(stage.app, { viewer });
  const version = await uploadVersion(ctx(), look(book.catalogue, spec.key).id, {
    fileName: spec.file.name,
    stream: Readable.from([await bytesOf(stage, spec, '2026-11-17')]),
    note: () => '滚动至 11 月 17 日，由每日上报脚本提交',
  });
  await stage.drain();
  await settle(ctx, version.id);
  await publishVersion(ctx(), version.id);
  await stage.drain();
}

export function reachScenes(book: Book): Scene[] {
  const code = (key: string) => look(book.catalogue, key).code;
  const scene = (day: string, time: string, what: string, play: Scene['play']): Scene => ({ day, time, what, play });
  let token = '';
  let webhook = '';
  return [
    scene('2026-08-20', '10:00', 'a reader subscribes to a theme by mail', (stage) =>
      subscribe(stage, {
        email: 'reader@news.example',
        target: 'theme',
        target_value: 'environment',
        frequency: 'weekly',
        locale: 'zh',
      }),
    ),
    scene('2026-08-21', '10:00', 'a laboratory subscribes to a search', (stage) =>
      subscribe(stage, {
        email: 'lab@university.example',
        target: 'search',
        target_value: 'q=高速公路',
        frequency: 'immediate',
        locale: 'en',
      }),
    ),
    scene('2026-09-02', '10:00', 'a developer sets up a webhook', async (stage) => {
      const url = `https://${hosts.receiver}/jinshu`;
      const target = { target: 'dataset' as const, target_value: code('toll.flow'), locale: 'zh' as const };
      webhook = (await createWebhook(stage.as('developer'), { url, ...target })).id;
      stage.web.answer(hosts.receiver, () => ({ status: 204 }));
      await pingWebhook(stage.as('developer'), webhook);
      await stage.drain();
    }),
    scene('2026-09-10', '15:00', 'synonyms', async (stage) => {
      for (const [words, note] of synonyms) await addSynonym(stage.as('province.information'), { words, note });
    }),
    scene('2026-10-13', '17:00', 'the receiver of the developer is down', async (stage) => {
      stage.web.answer(hosts.receiver, () => ({ status: 503 }));
    }),
    // The new version of that day was told at once, in vain; the third attempt arrives.
    scene('2026-10-14', '17:00', 'told again, in vain', async (stage) => {
      await sweep(stage.app);
      await stage.drain();
      stage.web.answer(hosts.receiver, () => ({ status: 204 }));
    }),
    scene('2026-10-14', '17:10', 'told', async (stage) => {
      await sweep(stage.app);
      await stage.drain();
    }),
    scene('2026-10-19', '08:00', 'the weekly letters', async (stage) => {
      await makeDigests(stage.app, 'weekly');
      await stage.drain();
    }),
    scene('2026-10-22', '15:00', 'views are saved, a filtered one is cited', async (stage) => {
      for (const { of, title, view, table = 1 } of specimens)
        await saveView(anyone(stage), viewBody.parse({ dataset: code(of), table, title, view }));
      for (const { of, ...query } of cited)
        await createCitation(anyone(stage), code(of), 'latest', citationBody.parse(query));
    }),
    ...['2026-10-28', '2026-11-06', '2026-11-16'].map((day, i) =>
      scene(day, '21:00', 'searched in vain', async (stage) => {
        for (const [text, times] of misses)
          for (let n = i; n < times; n += 3) await search(anyone(stage), searchQuery.parse({ q: text }));
      }),
    ),
    scene('2026-11-02', '11:00', 'a token for the daily script', async (stage) => {
      const made = await createToken(stage.as('province.transport'), {
        name: '每日上报脚本',
        expires_on: '2027-10-31',
      });
      token = made.token;
    }),
    scene('2026-11-05', '15:00', 'the receiver is gone', async (stage) => {
      stage.web.answer(hosts.receiver, () => ({ status: 410 }));
      await pingWebhook(stage.as('developer'), webhook);
      await stage.drain();
    }),
    scene('2026-11-06', '10:00', 'it is back, and what was missed is sent again', async (stage) => {
      stage.web.answer(hosts.receiver, () => ({ status: 204 }));
      await resumeWebhook(stage.as('developer'), webhook);
      const missed = await stage.app.db.subscriptionMessage.findFirstOrThrow({
        where: { subscriptionId: webhook, state: 'failed' },
      });
      await replayMessage(stage.as('developer'), webhook, missed.id);
      await stage.drain();
    }),
    scene('2026-11-18', '20:00', 'the script reports', (stage) => report(stage, book, token)),
  ];
}
