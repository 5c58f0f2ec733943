import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { chart as words } from '#app/i18n/chart.ts';
import { family } from '#app/present/chart-option.ts';
import { darkMap, lightMap, type MapModel, type MapTheme } from '#app/present/map-model.ts';
import { useT } from '#app/present/words.ts';
import { FiguresTable } from './figures-table.tsx';
import { PictureDownloads } from './picture-downloads.tsx';
import { useHydrated } from './use-hydrated.ts';

export interface MapFigureProps {
  readonly model: MapModel;
  readonly theme?: 'light' | 'dark';
  readonly title?: string | null;
}

/** A map with its finding, list and source. All of it is drawn by the server; script adds moving and pointing. */
export function MapFigure({ model, theme = 'light', title = model.title }: MapFigureProps) {
  const t = useT(words);
  const picture = useRef<SVGSVGElement>(null);
  return (
    <figure className="chart picture map">
      {title !== null && <figcaption>{title}</figcaption>}
      <p className="finding">{model.finding}</p>
      <Picture model={model} theme={theme === 'dark' ? darkMap : lightMap} picture={picture} />
      {model.notes.map((note) => (
        <p key={note} className="help">
          {note}
        </p>
      ))}
      <div className="source">
        <span>{t('source', { source: model.source })}</span>
        <PictureDownloads
          name={model.title}
          svg={() => (picture.current === null ? '' : new XMLSerializer().serializeToString(picture.current))}
          figures={model.figures}
        />
      </div>
      <FiguresTable caption={model.title} figures={model.figures} summary={t('map_list')} />
    </figure>
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
  /** How many times nearer. */
  readonly k: number;
}

const whole: Place = { x: 0, y: 0, k: 1 };
const nearest = 24;

function Picture({
  model,
  theme,
  picture,
}: {
  readonly model: MapModel;
  readonly theme: MapTheme;
  readonly picture: React.RefObject<SVGSVGElement | null>;
}) {
  const t = useT(words);
  const hydrated = useHydrated();
  const [place, setPlace] = useState(whole);
  const [pointed, setPointed] = useState<string | null>(null);
  const { width, height } = model;
  const held = (to: Place): Place => ({
    k: to.k,
    x: Math.min(Math.max(0, to.x), width - width / to.k),
    y: Math.min(Math.max(0, to.y), height - height / to.k),
  });
  const zoom = (by: number, at = { x: place.x + width / place.k / 2, y: place.y + height / place.k / 2 }) =>
    setPlace((now) => {
      const k = Math.min(nearest, Math.max(1, now.k * by));
      return held({ k, x: at.x - (at.x - now.x) * (now.k / k), y: at.y - (at.y - now.y) * (now.k / k) });
    });
  const move = (dx: number, dy: number) =>
    setPlace((now) => held({ ...now, x: now.x + dx / now.k, y: now.y + dy / now.k }));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(-60, 0),
    ArrowRight: () => move(60, 0),
    ArrowUp: () => move(0, -60),
    ArrowDown: () => move(0, 60),
    '+': () => zoom(1.5),
    '=': () => zoom(1.5),
    '-': () => zoom(1 / 1.5),
    '0': () => setPlace(whole),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const drag = useDrag(picture, (dx, dy) => {
    const box = picture.current?.getBoundingClientRect();
    if (box !== undefined && place.k > 1) move(-dx * (width / box.width), -dy * (height / box.height));
  });
  useWheel(picture, (by, at) =>
    zoom(by, { x: place.x + (at.x * width) / place.k, y: place.y + (at.y * height) / place.k }),
  );
  const { k } = place;
  const point = (name: string) => ({ onPointerEnter: () => setPointed(name), onPointerLeave: () => setPointed(null) });
  const label = `${model.title}. ${model.finding}`;
  return (
    <div className="map-picture">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: with script it is an application that the arrow keys move */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles take a label */}
      <div
        className="map-frame"
        role={hydrated ? 'application' : 'img'}
        aria-label={hydrated ? `${label} ${t('map_keys')}` : label}
        tabIndex={hydrated ? 0 : undefined}
        onKeyDown={onKeyDown}
      >
        <svg
          ref={picture}
          xmlns="http://www.w3.org/2000/svg"
          viewBox={`${place.x} ${place.y} ${width / k} ${height / k}`}
          width={width}
          height={height}
          fontFamily={family}
          aria-hidden="true"
          focusable="false"
          data-near={k > 1 || undefined}
          {...drag}
        >
          <title>{model.title}</title>
          {model.cities.map((city) => {
            const step = city.step === null ? null : (theme.steps[city.step] ?? null);
            const said = city.value === null ? (model.kind === 'regions' ? t('map_no_data') : null) : city.value;
            const name = said === null ? city.name : t('map_value', { name: city.name, value: said });
            return (
              <path
                key={city.code}
                d={city.path}
                fill={step?.[0] ?? theme.land}
                stroke={theme.line}
                strokeWidth={0.8 / k}
                {...point(name)}
              />
            );
          })}
          {model.shapes.map((shape, at) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: a shape is its place
              key={at}
              d={shape.path}
              fill={shape.line ? 'none' : theme.mark}
              fillOpacity={0.35}
              stroke={theme.mark}
              strokeWidth={(shape.line ? 2 : 1) / k}
              {...point(shape.name)}
            />
          ))}
          {model.cities.map((city) => {
            const colour = city.step === null ? theme.ink : (theme.steps[city.step]?.[1] ?? theme.ink);
            return (
              <text
                key={city.code}
                x={city.x}
                y={city.y}
                fontSize={(model.kind === 'regions' ? 13 : 12) / k}
                textAnchor="middle"
                fill={colour}
                fillOpacity={model.kind === 'regions' ? 1 : 0.75}
                pointerEvents="none"
              >
                {city.name}
                {city.value !== null && (
                  <tspan x={city.x} dy={16 / k} fontWeight="700">
                    {city.value}
                  </tspan>
                )}
              </text>
            );
          })}
          {model.marks.map((mark, at) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place
              key={at}
              cx={mark.x}
              cy={mark.y}
              r={mark.r / Math.sqrt(k)}
              fill={theme.mark}
              fillOpacity={0.6}
              stroke={theme.halo}
              strokeWidth={0.6 / k}
              {...point(mark.name)}
            />
          ))}
        </svg>
      </div>
      {hydrated && (
        <div className="map-tools no-print">
          <button
            type="button"
            className="btn"
            data-look="plain"
            data-size="small"
            aria-label={t('map_zoom_in')}
            onClick={() => zoom(1.6)}
          >
            +
          </button>
          <button
            type="button"
            className="btn"
            data-look="plain"
            data-size="small"
            aria-label={t('map_zoom_out')}
            onClick={() => zoom(1 / 1.6)}
          >
            −
          </button>
          <button type="button" className="btn" data-look="plain" data-size="small" onClick={() => setPlace(whole)}>
            {t('map_reset')}
          </button>
          <span className="pointed">{pointed ?? t('map_keys')}</span>
        </div>
      )}
      {model.legend.length > 0 && (
        <ul className="map-legend" aria-hidden="true">
          {model.legend.map(({ step, text }) => (
            <li key={step}>
              <svg viewBox="0 0 16 12" focusable="false">
                <title>{text}</title>
                <rect width="16" height="12" fill={theme.steps[step]?.[0] ?? theme.land} stroke={theme.line} />
              </svg>
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Moves by the pointer once the map is nearer than whole; until then a finger scrolls the page. */
function useDrag(picture: React.RefObject<SVGSVGElement | null>, moved: (dx: number, dy: number) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || picture.current?.dataset.near === undefined) return;
      from.current = { x: event.clientX, y: event.clientY };
      picture.current.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (from.current === null) return;
      moved(event.clientX - from.current.x, event.clientY - from.current.y);
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: () => {
      from.current = null;
    },
    onPointerCancel: () => {
      from.current = null;
    },
  };
}

/** With Ctrl (and by a pinch on a touchpad) the wheel zooms; alone it scrolls the page, as everywhere. */
function useWheel(
  picture: React.RefObject<SVGSVGElement | null>,
  turned: (by: number, at: { readonly x: number; readonly y: number }) => void,
) {
  const latest = useRef(turned);
  latest.current = turned;
  useEffect(() => {
    const svg = picture.current;
    if (svg === null) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      const at = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
      latest.current(Math.exp(-event.deltaY / 200), at);
    };
    svg.addEventListener('wheel', onWheel, { passive: false });
    return () => svg.removeEventListener('wheel', onWheel);
  }, [picture]);
}
