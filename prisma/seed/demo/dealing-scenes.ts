/** Trades that are looked into: relations that were declared and recorded, and what became of the clues (Caizi [2024] No. 1). */
import { answerTradeClue, askAboutTrade, decideTradeClue, listTradeClues } from '#api/market/dealing/service.ts';
import { enteringRelation } from '#api/market/relations/contract.ts';
import { enterRelation } from '#api/market/relations/service.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const department = 'province.information';
const finance = 'province.finance';
const owner = 'developer';

export function dealingScenes(book: Book): Scene[] {
  const at = (day: string, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  /** The clue about a sale. The revision of one that nobody has touched is one. */
  const clueOf = async (stage: Stage, sale: string) => {
    const { items } = await listTradeClues(stage.as(department), { page: 1, page_size: 50 });
    const found = items.find((one) => one.order_id === look(book.orders, sale));
    if (found === undefined) throw new Error(`no clue about the sale ${sale}`);
    return found.id;
  };
  const uscc = (stage: Stage, key: string) => stage.organization(key).uscc;
  return [
    at('2026-10-23', '14:20', 'the road company declares its share in a buyer', async (stage) => {
      const relation = enteringRelation.parse({
        kind: 'shareholder',
        holder_uscc: uscc(stage, 'developer.road'),
        held_uscc: uscc(stage, 'buyer.travel'),
        share_percent: '40',
        basis: '2026 年 9 月 16 日增资协议和变更后的股东名册。（演示）',
        valid_from: '2026-09-16',
      });
      await enterRelation(stage.as(owner), relation);
      // Two sales of its days are found.
      await stage.drain();
    }),
    at('2026-10-27', '14:20', 'the department asks about the newer sale', async (stage) =>
      askAboutTrade(stage.as(department), await clueOf(stage, 'o4'), {
        revision: 1,
        words: '购买方由贵公司持股百分之四十。请说明成交方式和价格，并说明产品的实际用途。',
      }),
    ),
    at('2026-10-30', '14:20', 'and dismisses the clue about the older one', async (stage) =>
      decideTradeClue(stage.as(department), await clueOf(stage, 's5'), {
        revision: 1,
        decision: 'dismiss',
        words: '增资次日成交，订购意向早于增资；按公开方案的价格付款，文件已下载使用，未见资金回流。',
      }),
    ),
    at('2026-11-03', '14:20', 'the owner answers', async (stage) =>
      answerTradeClue(stage.as(owner), await clueOf(stage, 'o4'), {
        revision: 2,
        words: '按公开方案一次性购买，与其他购买方同价；晋游旅行社用于十一月的团队线路排班，可以提供排班表。',
      }),
    ),
    at('2026-11-10', '14:20', 'finance records a relation from the register of companies', async (stage) => {
      const relation = enteringRelation.parse({
        kind: 'controls',
        holder_uscc: uscc(stage, 'developer.road'),
        held_uscc: uscc(stage, 'buyer.cold'),
        basis: '企业登记信息：2026 年 10 月 12 日起由路况科技委派执行董事并实际控制。（演示）',
        valid_from: '2026-10-12',
      });
      await enterRelation(stage.as(finance), relation);
      // Nobody has taken up the clue it makes: it is on the desk, and its payout waits.
      await stage.drain();
    }),
  ];
}
