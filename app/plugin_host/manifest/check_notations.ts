import type { ApiConnector, WebhookConnector } from '#kit'
import { chainsIn, type FieldChain } from '#shared/expressions/field_chains'
import { compileAnswer, isPathOfAnswer } from '#shared/expressions/answer'
import { compileExpression } from '#shared/expressions/expression'
import { compilePath } from '#shared/expressions/paths'
import { compileBody, expressionsIn } from '#shared/expressions/template'
import { apiConnector, webhookConnector } from '../kit/connector.js'
import type { Place } from '#shared/expressions/places'
import { absentVariable } from './absent_variables.js'
import { unknownField, knownFieldsOf } from './known_fields.js'
import { notations, type NotedText } from './notations.js'
import type { Problems } from './problems.js'

/** Compiles everything in a connector that is compiled later, and looks up every field it names, so that a mistake is found at load. */
export function checkNotations(connector: ApiConnector | WebhookConnector, problems: Problems) {
  const known = knownFieldsOf(connector)
  const schema = connector.kind === 'api' ? apiConnector : webhookConnector
  for (const noted of notations(schema, connector)) {
    const { place, notation } = noted
    if (notation.planned) {
      problems.add(`${place}: ${notation.planned}`)
    } else {
      const judge: Judge = (chain) =>
        unknownField(chain, known) ??
        (connector.kind === 'api' ? absentVariable(place, chain.variable, connector) : undefined)
      problems.attempt(place, () => check(noted, judge))
    }
  }
}

/** What is wrong with a field that an expression names. */
type Judge = (chain: FieldChain) => string | undefined

function check({ notation, value }: NotedText, judge: Judge) {
  const text = value as string
  if (notation.cel) {
    checkExpression(text, notation.cel, judge)
  } else if (notation.template) {
    expressionsIn(text).forEach((source) => checkExpression(source, notation.template!, judge))
  } else if (notation.answer) {
    compileAnswer(text, notation.answer)
    if (!isPathOfAnswer(text)) {
      checkExpression(text, notation.answer, judge)
    }
  } else if (notation.path) {
    compilePath(text)
  } else if (notation.body) {
    compileBody(value, notation.body)
    textsIn(value)
      .flatMap(expressionsIn)
      .forEach((source) => {
        checkExpression(source, notation.body!, judge)
      })
  }
}

function checkExpression(source: string, place: Place, judge: Judge) {
  compileExpression(source, place)
  const wrong = chainsIn(source, place)
    .map(judge)
    .find((sentence) => sentence !== undefined)
  if (wrong) {
    throw new SyntaxError(`${wrong} in \`${source}\``)
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value]
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
