import { geoEqualEarth, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import world from 'world-atlas/countries-110m.json' with { type: 'json' }
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' }

export const MAP_WIDTH = 960
export const MAP_HEIGHT = 440

export type CountryShape = {
  /** ISO 3166-1 alpha-2; null where the outline has no code of its own. */
  code: string | null
  path: string
}

type Outlines = Topology<{ countries: GeometryCollection<{ name: string }> }>

const ANTARCTICA = '010'
/** Kosovo has a code in use by vendors and none in the standard, so the outlines leave it out. */
const NAMED: Record<string, string> = { Kosovo: 'XK' }

const alpha2 = new Map(codes.map(([two, , number]) => [number, two]))
const byAnyCode = new Map(
  codes.flatMap(([two, three, number]) => [
    [two, two],
    [three, two],
    [number, two],
  ])
)

/** Outlines of all countries in the equal-area projection of the Equal Earth map: size on it is size on earth. */
export function countryShapes(): CountryShape[] {
  const outlines = world as unknown as Outlines
  const all = feature(outlines, outlines.objects.countries)
  const shown = all.features.filter(({ id }) => id !== ANTARCTICA)
  const projection = geoEqualEarth().fitSize([MAP_WIDTH, MAP_HEIGHT], {
    type: 'FeatureCollection',
    features: shown,
  })
  const draw = geoPath(projection).digits(1)
  return shown.map((country) => ({
    code: alpha2.get(String(country.id)) ?? NAMED[country.properties.name] ?? null,
    path: draw(country) ?? '',
  }))
}

/** `NL` for what a vendor calls NL, nl, NLD, 528 or Netherlands; null for anything else. */
export function countryCode(raw: string): string | null {
  const code = raw.trim().toUpperCase()
  return code === 'XK'
    ? code
    : (byAnyCode.get(code) ?? codesByName().get(raw.trim().toLowerCase()) ?? null)
}

let named: Map<string, string> | undefined

function codesByName(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  named ??= new Map(codes.map(([two]) => [(names.of(two) ?? two).toLowerCase(), two]))
  return named
}
