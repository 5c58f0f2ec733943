import { useEffect, useState } from 'react';
import { ui } from '#app/i18n/ui.ts';
import type { ChartView } from '#app/present/chart.server.ts';
import { useT } from '#app/present/words.ts';

/** Takes the chart along. The files are made in the browser, so the buttons appear with JavaScript only. */
export function ChartDownloads({ chart }: { readonly chart: ChartView }) {
  const t = useT(ui);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  const formats = [
    ['csv', t('chart_csv')],
    ['svg', t('chart_svg')],
    ['png', t('chart_png')],
  ] as const;
  return formats.map(([format, label]) => (
    <button
      key={format}
      type="button"
      className="btn no-print"
      data-look="text"
      onClick={() => void make(chart, format).then((blob) => save(blob, `${chart.title}.${format}`))}
    >
      {label}
    </button>
  ));
}

async function make(chart: ChartView, format: 'csv' | 'svg' | 'png'): Promise<Blob> {
  if (format === 'csv') return new Blob(['\ufeff', csvOf(chart)], { type: 'text/csv;charset=utf-8' });
  const svg = new Blob([chart.svg], { type: 'image/svg+xml' });
  return format === 'svg' ? svg : rasterise(chart.svg);
}

function csvOf(chart: ChartView): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const head = chart.unit === null ? chart.title : `${chart.title} (${chart.unit})`;
  const rows = chart.points.map((point) => `${quoted(point.label)},${point.value}`);
  return [`${quoted(chart.labelHead)},${quoted(head)}`, ...rows, ''].join('\r\n');
}

/** At twice the size, on white: for print and slides. */
export async function rasterise(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
  });
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
