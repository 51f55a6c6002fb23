import { isKnown } from '../../charts/chart_model.js'
import type { Bullet } from '../../charts/target_scale.js'
import { breakdownIds, keyOf, known, type Asked } from './answer_asked.js'
import { breakdownLabel, figureFormat, isBrokenDown } from './answers.js'
import { entryNamed } from './names.js'

/** Points beyond these hide each other. */
const MOST_POINTS = 250

/** Props of a scatter chart: the first metric against the second, the third as the size. */
export function scatterProps({ result, metrics, caption, heightPixels }: Asked) {
  const [x, y, size] = metrics
  const all = result.series.flatMap((series) => {
    const [across, up] = [known(series.totals[x.id]), known(series.totals[y.id])]
    return across === null || up === null
      ? []
      : [
          {
            label: breakdownLabel(series),
            key: keyOf(series),
            x: across,
            y: up,
            size: size ? known(series.totals[size.id]) : null,
          },
        ]
  })
  const unknown = result.series.length - all.length
  const measure = (metric: Asked['metrics'][number]) => ({
    label: metric.label,
    ...figureFormat(result, metric),
  })
  return {
    caption,
    heightPixels,
    points: all.slice(0, MOST_POINTS),
    x: measure(x),
    y: measure(y),
    ...(size ? { size: measure(size) } : {}),
    ...(unknown > 0 ? { note: `${unknown} without both values are not shown.` } : {}),
  }
}

/** Props of a funnel: the metrics in their order, or the values of a breakdown by the first metric. */
export function funnelProps({ result, metrics, caption }: Asked) {
  const [first] = metrics
  return {
    caption,
    format: figureFormat(result, first).format,
    steps: isBrokenDown(result)
      ? result.series.map((series) => ({
          label: breakdownLabel(series),
          value: known(series.totals[first.id]),
        }))
      : metrics.map(({ id, label }) => ({ label, value: known(result.totals[id]) })),
  }
}

/** The breakdown that holds countries. */
export function countryDimension({ result, dimensions }: Pick<Asked, 'result' | 'dimensions'>) {
  return breakdownIds(result).find((id) => entryNamed(dimensions, id)?.codes === 'region')
}

/** Props of the country map. */
export function mapProps(asked: Asked) {
  const { result, metrics, caption } = asked
  const id = countryDimension(asked) ?? breakdownIds(result)[0]
  return {
    caption,
    valueName: metrics[0].label,
    format: figureFormat(result, metrics[0]).format,
    places: result.series.flatMap((series) => {
      const code = series.keys[id]
      const value = known(series.totals[metrics[0].id])
      return isCode(code)
        ? [{ label: breakdownLabel(series), code, key: keyOf(series), value }]
        : []
    }),
  }
}

const isCode = (code: string | null | undefined): code is string => typeof code === 'string'

/** Props of a gauge: the total of the first metric on the way to its target. */
export function gaugeProps({ result, metrics, caption, display }: Asked) {
  const [first] = metrics
  return {
    caption,
    value: known(result.totals[first.id]),
    target: display.targets?.[first.id] ?? null,
    bands: display.bands,
    ...figureFormat(result, first),
  }
}

/** Props of bullets: each metric beside its own target and the compared period. */
export function bulletProps({ result, metrics, caption, display }: Asked) {
  return {
    caption,
    bullets: metrics.map((metric, place): Bullet => {
      const change = result.comparison?.changes[metric.id]
      const target = display.targets?.[metric.id]
      return {
        label: metric.label,
        value: known(result.totals[metric.id]),
        target: isKnown(target) ? target : null,
        earlier: change?.state === 'whole' ? known(change.earlier) : null,
        bands: place === 0 ? display.bands : undefined,
        format: figureFormat(result, metric).format,
      }
    }),
  }
}
