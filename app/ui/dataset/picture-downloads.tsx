import { chart as words } from '#app/i18n/chart.ts';
import { csvOf, type Figures } from '#app/present/chart-model.ts';
import { useT } from '#app/present/words.ts';
import { rasterise, save } from '../chart-downloads.tsx';
import { useHydrated } from './use-hydrated.ts';

export interface PictureDownloadsProps {
  readonly name: string;
  /** Asked for when a button is pressed, so that a map goes as it is shown. */
  readonly svg: () => string;
  readonly figures: Figures;
}

/** The picture and its figures to take along; made in the browser, so the buttons need JavaScript. */
export function PictureDownloads({ name, svg, figures }: PictureDownloadsProps) {
  const t = useT(words);
  if (!useHydrated()) return null;
  const file = name.replace(/[\\/:*?"<>|]/g, ' ').slice(0, 100);
  const take = {
    csv: async () => new Blob(['\ufeff', csvOf(figures)], { type: 'text/csv;charset=utf-8' }),
    svg: async () => new Blob([svg()], { type: 'image/svg+xml' }),
    png: () => rasterise(svg()),
  };
  return (['csv', 'svg', 'png'] as const).map((format) => (
    <button
      key={format}
      type="button"
      className="btn no-print"
      data-look="text"
      onClick={() => void take[format]().then((blob) => save(blob, `${file}.${format}`))}
    >
      {t(`get_${format}`)}
    </button>
  ));
}
