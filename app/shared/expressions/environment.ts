import { Environment } from '@marcbachmann/cel-js'
import { PLACES, type Place } from './places.js'
import { functionsIn } from './functions.js'
import { minorUnitsInUse } from './minor_units.js'
import type { MinorUnits } from './money.js'
import { readPath } from './paths.js'

const environments = new WeakMap<MinorUnits, Map<Place, Environment>>()

/** The language of a place, with the functions of the vendor whose manifest is compiled. */
export function environmentOf(place: Place): Environment {
  const units = minorUnitsInUse()
  const known = environments.get(units) ?? new Map<Place, Environment>()
  environments.set(units, known)
  const environment = known.get(place) ?? build(place, units)
  known.set(place, environment)
  return environment
}

function build(place: Place, units: MinorUnits): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 500, maxDepth: 40 },
  })
  for (const name of PLACES[place]) {
    environment.registerVariable(name, 'dyn')
  }
  for (const { signature, call } of Object.values(functionsIn(units))) {
    for (const one of [signature].flat()) {
      environment.registerFunction(one, (...given: unknown[]) => call(...given.map(plain)))
    }
  }
  environment.registerFunction('field(dyn, string): dyn', readPath)
  return withMixedArithmetic(environment)
}

/** The whole numbers of CEL, as our functions know them. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

/** JSON has one kind of number, CEL has two: `record.amount * 2` must not need `2.0`. */
function withMixedArithmetic(environment: Environment): Environment {
  const operators: [string, (a: number, b: number) => number][] = [
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
    ['*', (a, b) => a * b],
    ['/', (a, b) => a / b],
  ]
  for (const [sign, apply] of operators) {
    environment.registerOperator(`double ${sign} int`, (a, b) => apply(a, Number(b)))
    environment.registerOperator(`int ${sign} double`, (a, b) => apply(Number(a), b))
  }
  return environment
}
