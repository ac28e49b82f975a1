import type { Point } from '../kernel/geo.js';
import type { FieldModel, FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec } from '../platform/web/forms.js';
import { POINT_MAX } from './domain/index.js';
import { drawnMap, type MapModel } from './map.page.js';
import type { MapData } from './map.queries.js';

/** Where a proposal's place is said: typed, or with a script by pointing at a map. */
export interface PlaceModel {
  title: string;
  lead: string;
  point: FieldModel;
  isExact: FieldModel;
  /** Null where there is nothing to draw. */
  map: MapModel | null;
  /** For the script. */
  words: {
    pick: string;
    help: string;
    here: string;
    busy: string;
    failed: string;
    chosen: string;
    nearer: string;
    farther: string;
  };
}

export const PLACE_FIELDS: FieldSpec[] = [
  {
    name: 'point',
    kind: 'text',
    label: 'proposals.place.point',
    hint: 'proposals.place.point-hint',
    maxlength: POINT_MAX,
    autocomplete: 'off',
    required: false,
  },
  { name: 'isExact', kind: 'checkbox', label: 'proposals.place.exact', hint: 'proposals.place.exact-hint', required: false },
];

/** A kept point as its field shows it. */
export const placeValues = ({
  latitude,
  longitude,
}: {
  latitude: number | null;
  longitude: number | null;
}): Record<string, string> =>
  latitude === null || longitude === null
    ? {}
    : { point: `${latitude}, ${longitude}`, isExact: isExact({ latitude, longitude }) ? 'on' : '' };

/** More decimals than rounding leaves. */
const isExact = ({ latitude, longitude }: Point): boolean =>
  [latitude, longitude].some((each) => Number(each.toFixed(3)) !== each);

export function placeModel({ t }: Exchange, form: FormModel, map: MapData | null): PlaceModel {
  const dots = map?.clusters.map((each) => ({ ...each, href: null, text: '', count: null })) ?? [];
  return {
    title: t('proposals.place.title'),
    lead: t('proposals.place.lead'),
    point: form.fields['point'] as FieldModel,
    isExact: form.fields['isExact'] as FieldModel,
    map: map && drawnMap(t, map, { label: t('proposals.place.map'), dots }),
    words: {
      pick: t('proposals.place.pick'),
      help: t('proposals.place.help'),
      here: t('proposals.place.here'),
      busy: t('proposals.place.busy'),
      failed: t('proposals.place.failed'),
      chosen: t('proposals.place.chosen', { point: '{point}' }),
      nearer: t('proposals.place.nearer'),
      farther: t('proposals.place.farther'),
    },
  };
}
