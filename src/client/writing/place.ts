import { parsePoint, type Point } from '../../kernel/geo.js';
import { fromSheet, onSheet, tilesOf, type MapView } from '../../kernel/map-view.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Of the sheet, in units: one press of an arrow key, and a fine one with Shift. */
const STEP = 16;
const FINE_STEP = 2;
const MOST_NEAR = 32;
/** Of the mark of the chosen place, in units of the sheet. */
const MARK = 13;
const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Lets somebody point at the place instead of typing it. The field of the form stays the one that holds it. */
export function pickPlaces(): void {
  for (const section of document.querySelectorAll<HTMLElement>('[data-place]')) {
    const field = section.querySelector<HTMLInputElement>('[name="point"]');
    if (field) new PlacePicker(section, field);
  }
}

class PlacePicker {
  private readonly svg: SVGSVGElement | null;
  private readonly mark = document.createElementNS(SVG, 'circle');
  private readonly view: MapView;
  private near = 1;
  private corner = { x: 0, y: 0 };

  constructor(
    private readonly section: HTMLElement,
    private readonly field: HTMLInputElement,
  ) {
    this.svg = section.querySelector('svg');
    const { x = 0, y = 0, span = 1 } = (this.svg?.dataset ?? {}) as Record<string, string>;
    const { width = 1, height = 1 } = this.svg?.viewBox.baseVal ?? {};
    this.view = { x: Number(x), y: Number(y), span: Number(span), width, height };
    if (this.svg) this.prepare(this.svg);
    if ('geolocation' in navigator) this.button(this.word('here'), () => this.locate());
    field.addEventListener('input', () => this.show());
    this.show();
  }

  private prepare(svg: SVGSVGElement): void {
    const frame = this.section.querySelector<HTMLElement>('[data-place-map]');
    if (frame) frame.hidden = false;
    svg.setAttribute('tabindex', '0');
    svg.setAttribute('role', 'application');
    svg.setAttribute('aria-label', this.word('pick'));
    svg.setAttribute('aria-describedby', 'place-help');
    this.mark.setAttribute('class', 'map-mark');
    svg.append(this.mark);
    svg.addEventListener('click', (event) => {
      const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());
      this.choose(fromSheet(this.view, spot));
    });
    svg.addEventListener('keydown', (event) => this.press(event));
    this.button(this.word('nearer'), () => this.zoom(2));
    this.button(this.word('farther'), () => this.zoom(0.5));
  }

  private press(event: KeyboardEvent): void {
    const way = KEYS[event.key];
    if (event.key === '+' || event.key === '-') this.zoom(event.key === '+' ? 2 : 0.5);
    else if (way) {
      const step = (event.shiftKey ? FINE_STEP : STEP) / this.near;
      const { x, y } = this.spot() ?? this.middle();
      this.choose(fromSheet(this.view, { x: x + way[0] * step, y: y + way[1] * step }));
    } else return;
    event.preventDefault();
  }

  private point(): Point | null {
    const point = parsePoint(this.field.value);
    return typeof point === 'string' ? null : point;
  }

  private spot(): { x: number; y: number } | null {
    const point = this.point();
    return point && onSheet(this.view, point);
  }

  private middle(): { x: number; y: number } {
    const { width, height } = this.view;
    return { x: this.corner.x + width / this.near / 2, y: this.corner.y + height / this.near / 2 };
  }

  private choose({ latitude, longitude }: Point): void {
    this.field.value = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
    this.field.dispatchEvent(new Event('input', { bubbles: true }));
    this.say(this.word('chosen').replace('{point}', this.field.value));
  }

  private show(): void {
    const spot = this.spot();
    this.mark.style.display = spot ? '' : 'none';
    if (!spot) return;
    this.mark.setAttribute('cx', String(spot.x));
    this.mark.setAttribute('cy', String(spot.y));
    this.mark.setAttribute('r', String(MARK / this.near));
  }

  /** Nearer or farther, with the chosen place in the middle. */
  private zoom(by: number): void {
    const { width, height } = this.view;
    const centre = this.spot() ?? this.middle();
    this.near = Math.min(MOST_NEAR, Math.max(1, this.near * by));
    const [wide, high] = [width / this.near, height / this.near];
    this.corner = {
      x: Math.min(width - wide, Math.max(0, centre.x - wide / 2)),
      y: Math.min(height - high, Math.max(0, centre.y - high / 2)),
    };
    this.svg?.setAttribute('viewBox', `${this.corner.x} ${this.corner.y} ${wide} ${high}`);
    this.svg?.style.setProperty('--near', String(this.near));
    this.layTiles();
    this.show();
  }

  private layTiles(): void {
    const address = this.svg?.dataset['tiles'];
    const layer = this.svg?.querySelector('.map-tiles');
    if (!address || !layer) return;
    const scale = this.view.span / this.view.width;
    const window: MapView = {
      ...this.view,
      x: this.view.x + this.corner.x * scale,
      y: this.view.y + this.corner.y * scale,
      span: this.view.span / this.near,
    };
    layer.replaceChildren(
      ...tilesOf(window, address).map(({ href, x, y, size }) => {
        const image = document.createElementNS(SVG, 'image');
        const at = { x: this.corner.x + x / this.near, y: this.corner.y + y / this.near };
        for (const [name, value] of Object.entries({ href, ...at, width: size / this.near, height: size / this.near }))
          image.setAttribute(name, String(value));
        return image;
      }),
    );
  }

  private locate(): void {
    this.say(this.word('busy'));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.choose(coords),
      () => this.say(this.word('failed')),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  }

  private button(text: string, act: () => void): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-small';
    button.textContent = text;
    button.addEventListener('click', act);
    this.section.querySelector('[data-place-buttons]')?.append(button);
  }

  private word(name: string): string {
    return this.section.dataset[name] ?? '';
  }

  private say(text: string): void {
    const news = this.section.querySelector('[data-place-news]');
    if (news) news.textContent = text;
  }
}
