import { Injectable } from '@nestjs/common';
import type { Box, Point, Ring } from '../kernel/geo.js';
import { boxAround, viewOf, type MapView } from '../kernel/map-view.js';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { CallQueries } from '../process/index.js';
import type { FindProposals } from './domain/index.js';
import { matching, within } from './proposal-filter.js';

/** Units of the sheet that maps are drawn on. */
export const MAP_WIDTH = 640;
export const MAP_HEIGHT = 420;
/** Cells of a map: what is in the same one is drawn as one mark, so that a map has no more marks than cells; the outermost are halved. */
const COLUMNS = 16;
const ROWS = 11;
const WORLD: Box = [-180, -60, 180, 75];

/** What is drawn as one mark: one proposal or several near one another. */
export interface ClusterRow extends Point {
  readonly count: number;
  /** Of the first of them. */
  readonly number: number;
  readonly title: string;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface MapData {
  readonly view: MapView;
  readonly outline: readonly Ring[];
  readonly clusters: readonly ClusterRow[];
  readonly tiles: { readonly address: string; readonly credit: string } | null;
}

export const boxOf = ({ west, south, east, north }: ClusterRow): Box => [west, south, east, north];

/** Where proposals are. */
@Injectable()
export class MapQueries {
  constructor(
    private readonly reader: Reader,
    private readonly calls: CallQueries,
    private readonly config: Config,
  ) {}

  /** A map of the proposals that answer a question: of the box that it asks for, else of all of them with the outline of the process. */
  async of(processId: string, find: FindProposals): Promise<MapData> {
    const [outline, all] = await Promise.all([this.calls.outline(processId), find.box ? null : this.extent(processId, find)]);
    const extent = find.box ?? boxAround(cornersOf(all), outline) ?? WORLD;
    return { ...this.drawn(extent, outline), clusters: await this.clusters(processId, find, extent) };
  }

  /** A map to say a place on: of the outline, else of where proposals are. Null where there is nothing to draw. */
  async forPicking(processId: string, everything: FindProposals): Promise<MapData | null> {
    const outline = await this.calls.outline(processId);
    const extent =
      boxAround([], outline) ?? (await this.extent(processId, everything)) ?? (this.config.MAP_TILES_URL ? WORLD : null);
    return extent && { ...this.drawn(extent, outline), clusters: await this.clusters(processId, everything, extent) };
  }

  /** The surroundings of one point. */
  around(point: Point, outline: readonly Ring[]): MapData {
    const own: Box = [point.longitude - NEAR, point.latitude - NEAR, point.longitude + NEAR, point.latitude + NEAR];
    return { ...this.drawn(outline.length > 0 ? (boxAround([point], outline) ?? own) : own, outline), clusters: [] };
  }

  private drawn(extent: Box, outline: readonly Ring[]): Omit<MapData, 'clusters'> {
    const { MAP_TILES_URL: address, MAP_CREDIT: credit } = this.config;
    return { view: viewOf(extent, MAP_WIDTH, MAP_HEIGHT), outline, tiles: address ? { address, credit } : null };
  }

  private async extent(processId: string, find: FindProposals): Promise<Box | null> {
    const row = await this.reader.first(sql<{ west: number | null; south: number; east: number; north: number }>`
      select min(p.longitude) as west, min(p.latitude) as south, max(p.longitude) as east, max(p.latitude) as north
      from proposal p where ${matching(processId, { ...find, view: 'map' })}`);
    return row && row.west !== null ? [row.west, row.south, row.east, row.north] : null;
  }

  private clusters(processId: string, find: FindProposals, extent: Box): Promise<ClusterRow[]> {
    const [west, south, east, north] = extent;
    const [width, height] = [Math.max((east - west) / COLUMNS, LEAST_CELL), Math.max((north - south) / ROWS, LEAST_CELL)];
    return this.reader.rows(sql<ClusterRow>`
      select count(*)::int as count, avg(p.latitude) as latitude, avg(p.longitude) as longitude, min(p.number) as number,
        (array_agg(p.title order by p.number))[1] as title, min(p.longitude) as west, min(p.latitude) as south, max(p.longitude) as east,
        max(p.latitude) as north
      from proposal p where ${matching(processId, { ...find, view: 'map' })} and ${within(extent)}
      group by floor((p.longitude - ${west}::float8) / ${width}::float8 + 0.5), floor((p.latitude - ${south}::float8) / ${height}::float8 + 0.5)
      order by max(p.latitude) desc, min(p.longitude), min(p.number)`);
  }
}

/** Degrees around a single point: about two kilometres each way. */
const NEAR = 0.02;
const LEAST_CELL = 0.0004;

const cornersOf = (box: Box | null): Point[] =>
  box
    ? [
        { latitude: box[1], longitude: box[0] },
        { latitude: box[3], longitude: box[2] },
      ]
    : [];
