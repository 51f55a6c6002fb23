import { factsOf, type ApiConnector, type Connector, type Plugin, type Stream } from '#kit'
import { OFFERED } from '../contributions/offered.js'
import { reaches, versionAfter, type Weight } from './version_numbers.js'

export interface ManifestChange {
  weight: Weight
  place: string
  what: string
}

const ORDER: Weight[] = ['patch', 'minor', 'major']

/** Fields of a stream that decide which row a record becomes. Another answer makes other rows of the same records. */
const IDENTITY = ['key', 'each', 'parents', 'expand', 'records', 'updates', 'map'] as const
const FACT_IDENTITY = ['mode', 'date', 'hour', 'currency', 'entity', 'dimensions', 'feeds'] as const

const METRIC_IDENTITY = ['unit', 'aggregation', 'numerator', 'denominator', 'times'] as const

/** What differs between two manifests of one plugin, and what each difference asks of the version. */
export function manifestChanges(before: Plugin, after: Plugin): ManifestChange[] {
  const changes = [
    ...scopeChanges(before, after),
    ...hookChanges(before, after),
    ...named(before.connectors, after.connectors).flatMap(({ name, one, other }) =>
      connectorChanges(`connectors.${name}`, one, other)
    ),
    ...named(before.metrics, after.metrics).flatMap((pair) =>
      presence(`metrics.${pair.name}`, pair, (one, other) =>
        differs(`metrics.${pair.name}`, [one, other], METRIC_IDENTITY)
      )
    ),
    ...OFFERED.flatMap((kind) =>
      named(before[kind], after[kind]).flatMap((pair) =>
        presence(`${kind}.${pair.name}`, pair, () => [])
      )
    ),
  ]
  const isSame = JSON.stringify(before) === JSON.stringify({ ...after, version: before.version })
  return changes.length > 0 || isSame
    ? changes
    : [{ weight: 'patch', place: 'manifest', what: 'texts or details of calls changed' }]
}

/** Another code may make other rows of the same records, which only its author knows. */
const hookChanges = (before: Plugin, after: Plugin): ManifestChange[] =>
  before.hooks === after.hooks
    ? []
    : [
        {
          weight: 'minor',
          place: 'hooks.js',
          what: 'changed; where it makes other rows of the same records, the version is a major one',
        },
      ]

export const heaviest = (changes: ManifestChange[]): Weight | undefined =>
  ORDER.findLast((weight) => changes.some((change) => change.weight === weight))

interface Pair<Value> {
  name: string
  one?: Value
  other?: Value
}

function named<Value>(
  before: Record<string, Value> = {},
  after: Record<string, Value> = {}
): Pair<Value>[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].map((name) => ({ name, one: before[name], other: after[name] }))
}

function scopeChanges(before: Plugin, after: Plugin): ManifestChange[] {
  const byId = ({ scopes }: Plugin) => Object.fromEntries(scopes.map((scope) => [scope.id, scope]))
  return named(byId(before), byId(after)).flatMap(({ name, one, other }): ManifestChange[] => {
    if (!one && other) {
      const weight = other.optional ? 'minor' : 'major'
      return [{ weight, place: 'scopes', what: `${name} is new: people have to agree again` }]
    }
    return one && !other ? [{ weight: 'patch', place: 'scopes', what: `${name} is given up` }] : []
  })
}

/** What comes is minor, what goes is major; what stays is looked into. */
function presence<Value>(
  place: string,
  { one, other }: Pair<Value>,
  inside: (one: Value, other: Value) => ManifestChange[]
): ManifestChange[] {
  if (one === undefined || other === undefined) {
    return [
      other === undefined
        ? { weight: 'major', place, what: 'is gone' }
        : { weight: 'minor', place, what: 'is new' },
    ]
  }
  return inside(one, other)
}

function connectorChanges(place: string, one?: Connector, other?: Connector): ManifestChange[] {
  return presence(place, { name: place, one, other }, (before, after) =>
    before.kind === 'api' && after.kind === 'api' ? apiChanges(place, before, after) : []
  )
}

function apiChanges(place: string, before: ApiConnector, after: ApiConnector): ManifestChange[] {
  return [
    ...named(before.auth, after.auth).flatMap((pair) =>
      presence(`${place}.auth.${pair.name}`, pair, (one, other) =>
        differs(`${place}.auth.${pair.name}`, [one, other], ['kind', 'fields'])
      )
    ),
    ...settingChanges(`${place}.settings`, before, after),
    ...differs(`${place}.accounts`, [before.accounts, after.accounts], ['id']),
    ...named(before.streams, after.streams).flatMap((pair) =>
      presence(`${place}.streams.${pair.name}`, pair, (one, other) =>
        streamChanges(`${place}.streams.${pair.name}`, one, other)
      )
    ),
  ]
}

function settingChanges(
  place: string,
  before: ApiConnector,
  after: ApiConnector
): ManifestChange[] {
  const demanded = ({ settings }: ApiConnector) => settings?.required ?? []
  const names = demanded(after).filter((name) => !demanded(before).includes(name))
  return names.map((name) => ({
    weight: 'major',
    place: `${place}.${name}`,
    what: 'is demanded newly: connected sources have no value',
  }))
}

function streamChanges(place: string, before: Stream, after: Stream): ManifestChange[] {
  const [one, other] = [factsOf(before), factsOf(after)]
  const metrics = (facts: typeof one) =>
    Object.assign({}, ...facts.map((each) => each.metrics)) as Record<string, unknown>
  return [
    ...differs(place, [before, after], IDENTITY),
    ...differs(`${place}.facts`, [one[0], other[0]], FACT_IDENTITY),
    ...named(metrics(one), metrics(other)).flatMap((pair) =>
      presence(`${place}.facts.metrics.${pair.name}`, pair, (old, now) =>
        JSON.stringify(old) === JSON.stringify(now)
          ? []
          : [
              {
                weight: 'major',
                place: `${place}.facts.metrics.${pair.name}`,
                what: 'counts something else',
              },
            ]
      )
    ),
  ]
}

/** What is stored already would stand beside rows of another identity. */
function differs<Value extends object>(
  place: string,
  [one, other]: [Value | undefined, Value | undefined],
  fields: readonly string[]
): ManifestChange[] {
  const read = (value: Value | undefined, field: string) =>
    JSON.stringify((value as Record<string, unknown> | undefined)?.[field])
  return fields
    .filter((field) => read(one, field) !== read(other, field))
    .map((field) => ({
      weight: 'major',
      place: `${place}.${field}`,
      what: 'changed: what is stored already would not fit what comes',
    }))
}

/** How two manifests of one plugin and their versions are compared. */
export const versioning = {
  changes: manifestChanges,
  heaviest,
  after: versionAfter,
  reaches,
}
