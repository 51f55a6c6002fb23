import { MICROS_PER_MAJOR_UNIT } from '#shared/metric_units'
import type { MetricDefinition } from '../catalogue/define.js'
import { evaluate, type Operand, type Values } from '../expressions/evaluate.js'
import type { Question } from '../planning/plan.js'
import type { AvailableValue, MetricValue } from '../types.js'
import type { BothSides, Scope } from './both_sides.js'
import type { Cell } from './cells.js'
import type { Coverage } from './coverage.js'
import { mixedMessage, unavailable, uniqueMessage } from './unavailable.js'

/** Decimal digits that a double surely holds; the bits behind them are dust: 30.299999999999997. */
const SURE_DIGITS = 15
const SURE_DECIMALS = 10
const TINY = 1e-4

/** A cell with what is needed to judge its gaps. */
export interface Place {
  cell: Cell
  from: string
  to: string
  /** The whole range of this series: which stored metrics it has rows of, and from which streams. */
  whole: Cell
  /** The same place over some sources only; left out where no ratio is limited to some. */
  within?: (scope: Scope) => Place
}

interface Grounds {
  coverage: Coverage
  sides: BothSides
}

interface Valued {
  id: string
  cell: Cell
  currencies: Set<string | null>
}

/** Turns sums into values, or into the reason why there is none. */
export class Valuation {
  private readonly operands = new WeakMap<Place, Map<string, Operand>>()

  constructor(
    private readonly question: Question,
    private readonly grounds: Grounds
  ) {}

  valuesAt(place: Place): Record<string, MetricValue> {
    return Object.fromEntries(this.question.metrics.map((id) => [id, this.valueOf(id, place)]))
  }

  private valueOf(id: string, place: Place): MetricValue {
    const { catalogue } = this.question
    const { cell } = this.ownPlace(id, place)
    const currencies = this.currenciesOf(id, cell)
    if (this.question.currency === null && currencies.size > 1) {
      return unavailable('mixed_currencies', mixedMessage(catalogue.get(id), currencies))
    }
    const operand = this.operandOf(id, place)
    if ('reason' in operand) {
      return operand
    }
    return Number.isFinite(operand.value * MICROS_PER_MAJOR_UNIT)
      ? this.available(operand.value, { id, cell, currencies })
      : unavailable('too_large', `${catalogue.get(id).label} is too large to be written down.`)
  }

  /** Of a ratio the place over the sources that have both sides of it. */
  private ownPlace(id: string, place: Place): Place {
    const scope = place.within && this.grounds.sides.onlyScopeOf(id)
    return scope ? place.within!(scope) : place
  }

  private available(value: number, { id, cell, currencies }: Valued): AvailableValue {
    const { unit } = this.question.catalogue.get(id)
    if (unit !== 'currency') {
      return { status: 'available', value: dustless(value, this.rowsBehind(id, cell)), unit }
    }
    const currency = this.question.currency ?? [...currencies][0] ?? undefined
    return {
      status: 'available',
      value: toMicroPrecision(value),
      unit,
      ...(currency && { currency }),
    }
  }

  private rowsBehind(id: string, cell: Cell): number {
    const counts = this.question.catalogue.atomsOf(id).map((atom) => cell.get(atom.id)?.rows ?? 1)
    return Math.max(1, ...counts)
  }

  /** Each metric once per cell, however often formulas name it. */
  private operandOf(id: string, place: Place): Operand {
    const known = this.operands.get(place) ?? new Map<string, Operand>()
    this.operands.set(place, known)
    const operand = known.get(id) ?? this.compute(id, place)
    known.set(id, operand)
    return operand
  }

  private compute(id: string, place: Place): Operand {
    const { catalogue } = this.question
    const metric = catalogue.get(id)
    if (catalogue.isStored(metric)) {
      return this.atomOf(metric, place)
    }
    const values = this.operandsAt(place)
    const { within } = place
    if (!within || metric.isBlended) {
      return evaluate(catalogue.expressionOf(id), values)
    }
    return evaluate(catalogue.expressionOf(id), {
      ...values,
      within: (division) => {
        const scope = this.grounds.sides.scopeOf(division)
        return scope ? this.operandsAt(within(scope)) : values
      },
    })
  }

  private operandsAt(place: Place): Values {
    return {
      valueOf: (part) => this.operandOf(part, place),
      unitOf: this.question.catalogue.unitOf,
    }
  }

  private atomOf(metric: MetricDefinition, place: Place): Operand {
    const sum = place.cell.get(metric.id)
    if (!sum) {
      return this.gapOf(metric, place)
    }
    if (metric.kind === 'unique' && sum.rows > 1) {
      return unavailable('not_additive', uniqueMessage(metric))
    }
    const isMoney = metric.unit === 'currency'
    return { value: isMoney ? sum.value / MICROS_PER_MAJOR_UNIT : sum.value, unit: metric.unit }
  }

  /** No row is a zero only where the source was read and would have said so. */
  private gapOf(metric: MetricDefinition, { from, to, whole }: Place): Operand {
    if (!this.grounds.coverage.hasStream(metric.id)) {
      return unavailable(
        'no_source',
        `No connected source reports ${metric.label.toLowerCase()}. Connect one to see it.`
      )
    }
    const isKnownZero =
      metric.kind === 'additive' &&
      this.grounds.coverage.covers(metric.id, whole.get(metric.id)?.streams ?? [], { from, to })
    return isKnownZero
      ? { value: 0, unit: metric.unit }
      : unavailable('no_rows', `No ${metric.label.toLowerCase()} was reported for this period.`)
  }

  private currenciesOf(id: string, cell: Cell): Set<string | null> {
    const { catalogue } = this.question
    const money = catalogue.atomsOf(id).filter(({ unit }) => unit === 'currency')
    return new Set(money.flatMap((atom) => [...(cell.get(atom.id)?.currencies ?? [])]))
  }
}

/**
 * Adding n numbers blurs about √n last places, so that many digits fewer are sure. What remains of gains and losses is
 * blurred by their size, not its own, so decimals are cut too, except of numbers that consist of them. Whole numbers
 * are exact.
 */
function dustless(value: number, rows: number): number {
  if (Number.isInteger(value)) {
    return value
  }
  const digits = SURE_DIGITS - Math.ceil(Math.log10(rows) / 2)
  const sure = Number(value.toPrecision(digits))
  return Math.abs(sure) < TINY ? sure : Number(sure.toFixed(SURE_DECIMALS))
}

function toMicroPrecision(major: number) {
  return Math.round(major * MICROS_PER_MAJOR_UNIT) / MICROS_PER_MAJOR_UNIT
}
