/** What buyers ask, think and complain of, and a product that is listed at an exchange too (Article 22). */
import { complaining } from '#api/market/complaints/contract.ts';
import { answerComplaint, decideComplaint, fileComplaint } from '#api/market/complaints/service.ts';
import { newListing, sale } from '#api/market/listings/contract.ts';
import { enterDataExchange, listAtExchange, reportExchangeSale } from '#api/market/listings/service.ts';
import { asking, offering, privateOffer } from '#api/market/quotations/contract.ts';
import { askQuotation, makePrivateOffer, offerQuotation } from '#api/market/quotations/service.ts';
import { replyToProductReview, reviewProduct } from '#api/market/reviews/service.ts';
import { transfer } from './bank.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const owner = 'developer2';
const department = 'province.information';

export function voiceScenes(book: Book): Scene[] {
  const at = (day: string, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const no = (key: string) => look(book.products, key);
  const unseen = () => ({ id: '', revision: 0 });
  const [asked, review, support, listing] = [unseen(), unseen(), unseen(), unseen()];
  const into = async (to: ReturnType<typeof unseen>, made: Promise<{ id: string; revision: number }>) => {
    const { id, revision } = await made;
    Object.assign(to, { id, revision });
  };
  const once = (amount_fen: string) => ({ kind: 'one_off', amount_fen }) as const;
  const uscc = (stage: Stage, key: string) => stage.organization(key).uscc;
  return [
    at('2026-10-15', '10:10', 'a review of the corridors', (stage) =>
      into(
        review,
        reviewProduct(stage.as('buyer'), no('corridor'), {
          stars: 4,
          words: '活跃度与我们的装车记录基本一致，排班可用；希望补充县道的数据。',
        }),
      ),
    ),
    at('2026-10-19', '10:10', 'the owner replies', (stage) =>
      replyToProductReview(stage.as(owner), review.id, {
        revision: review.revision,
        words: '感谢反馈。授权范围为高速公路收费站，县道已向主管部门提出数据需求。',
      }),
    ),
    at('2026-11-12', '10:10', 'a review of the season', (stage) =>
      reviewProduct(stage.as('buyer2'), no('season'), { stars: 5, words: '用于安排配送班次，口径说明清楚。' }),
    ),
    at('2026-10-21', '10:10', 'a quotation is asked for', (stage) =>
      into(
        asked,
        askQuotation(
          stage.as('buyer'),
          no('outflow'),
          asking.parse({
            need: '全省收费站逐日到达量指数，含两年历史。',
            use: '园区用地和装卸力量的安排。',
            purpose_kind: 'industry',
            volume: '约 120 万行',
            period: '两年',
            wanted_by: '2026-12-01',
          }),
        ),
      ),
    ),
    at('2026-10-23', '10:10', 'an offer', (stage) =>
      into(
        asked,
        offerQuotation(
          stage.as(owner),
          asked.id,
          offering.parse({
            revision: asked.revision,
            terms: once('1250000'),
            valid_until: '2026-12-15',
            words: '含历史数据，一次交付。',
          }),
        ),
      ),
    ),
    at('2026-11-10', '10:10', 'a better one; the buyer has to decide', (stage) =>
      into(
        asked,
        offerQuotation(
          stage.as(owner),
          asked.id,
          offering.parse({
            revision: asked.revision,
            terms: once('1180000'),
            valid_until: '2026-12-15',
            words: '按一年期客户给予优惠。',
          }),
        ),
      ),
    ),
    at('2026-11-13', '10:10', 'an offer to one buyer, unasked', (stage) =>
      makePrivateOffer(
        stage.as(owner),
        privateOffer.parse({
          product_no: no('corridor'),
          buyer_uscc: uscc(stage, 'buyer.travel'),
          terms: once('160000'),
          valid_until: '2026-12-31',
        }),
      ),
    ),
    at('2026-10-27', '10:10', 'a complaint', (stage) =>
      into(
        support,
        fileComplaint(
          stage.as('buyer2'),
          no('corridor'),
          complaining.parse({
            category: 'support',
            statement: '九月的月报晚到四个工作日，询问未得到答复。',
            wish: '说明原因并按期交付。',
          }),
        ),
      ),
    ),
    at('2026-10-29', '10:10', 'its answer', (stage) =>
      into(
        support,
        answerComplaint(stage.as(owner), support.id, {
          revision: support.revision,
          words: '因国庆数据量大处理延迟，已安排专人跟进，十月起按期交付。',
        }),
      ),
    ),
    at('2026-11-03', '10:10', 'the department closes it as settled', (stage) =>
      decideComplaint(stage.as(department), support.id, {
        revision: support.revision,
        words: '双方已达成一致。',
        finding: 'settled',
        measure: 'correct',
      }),
    ),
    at('2026-11-16', '10:10', 'another complaint; the owner has to answer', (stage) =>
      fileComplaint(
        stage.as('buyer3'),
        no('corridor'),
        complaining.parse({
          category: 'quality',
          statement: '十月一日的两个收费站没有活跃度。',
          wish: '补齐缺失的日期。',
        }),
      ),
    ),
    at('2026-09-14', '10:10', 'an exchange is entered and a product listed there', async (stage) => {
      const exchange = await enterDataExchange(stage.as(department), {
        name: '演示数据交易中心',
        name_en: 'Demonstration Data Exchange',
        website: 'https://exchange.example',
        basis: '晋演示政函〔2026〕60号',
      });
      await into(
        listing,
        listAtExchange(
          stage.as(owner),
          newListing.parse({
            product_no: no('corridor'),
            exchange_id: exchange.id,
            listing_no: 'DEMO-SX-2026-0031',
            address: 'https://exchange.example/products/0031',
          }),
        ),
      );
    }),
    at('2026-10-13', '10:10', 'a deal at the exchange is reported', async (stage) => {
      const deal = {
        external_ref: 'DEMO-CJ-2026-0007',
        sold_on: '2026-10-12',
        buyer_uscc: uscc(stage, 'buyer.cold'),
        plan: 1,
        amount_fen: '180000',
      };
      const { sales } = await reportExchangeSale(
        stage.as(owner),
        listing.id,
        sale.parse({ revision: listing.revision, ...deal }),
      );
      book.orders.set('x1', sales[0]?.order_id ?? '');
    }),
    at('2026-10-14', '09:50', 'its buyer pays', (stage) =>
      transfer(stage, book, 'province', { handle: 'x1', login: 'buyer2', day: '2026-10-14' }),
    ),
  ];
}
