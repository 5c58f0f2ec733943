import { moneyText, numberText } from '#app/present/format.ts';
import { useLocale } from '#app/present/words.ts';

/** Whole fen as `¥1,234.56`, digits of even width. */
export function Money({ fen }: { readonly fen: bigint | string }) {
  return <span className="money">{moneyText(fen)}</span>;
}

export function NumberText({ value }: { readonly value: number | bigint }) {
  return <span className="num">{numberText(value, useLocale())}</span>;
}
