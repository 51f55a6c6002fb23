import { Environment } from '@marcbachmann/cel-js'
import { PLACES, type Place } from './places.js'
import { FUNCTIONS } from './functions.js'
import { readPath } from './paths.js'

const environments = new Map<Place, Environment>()

export function environmentOf(place: Place): Environment {
  let environment = environments.get(place)
  if (!environment) {
    environment = build(place)
    environments.set(place, environment)
  }
  return environment
}

function build(place: Place): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 500, maxDepth: 40 },
  })
  for (const name of PLACES[place]) {
    environment.registerVariable(name, 'dyn')
  }
  for (const { signature, call } of Object.values(FUNCTIONS)) {
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
