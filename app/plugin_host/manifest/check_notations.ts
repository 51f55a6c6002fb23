import type { ApiConnector, WebhookConnector } from '#kit'
import { chainsIn, type FieldChain } from '#shared/expressions/field_chains'
import { compileAnswer, isPathOfAnswer } from '#shared/expressions/answer'
import { compileExpression } from '#shared/expressions/expression'
import { compilePath } from '#shared/expressions/paths'
import { compileBody, expressionsIn } from '#shared/expressions/template'
import { apiConnector, webhookConnector } from '../kit/connector.js'
import type { Place } from '#shared/expressions/places'
import { unknownField, type KnownFields, knownFieldsOf } from './known_fields.js'
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
      problems.attempt(place, () => check(noted, known))
    }
  }
}

function check({ notation, value }: NotedText, known: KnownFields) {
  const text = value as string
  if (notation.cel) {
    checkExpression(text, notation.cel, known)
  } else if (notation.template) {
    expressionsIn(text).forEach((source) => checkExpression(source, notation.template!, known))
  } else if (notation.answer) {
    compileAnswer(text)
    if (!isPathOfAnswer(text)) {
      checkExpression(text, 'response', known)
    }
  } else if (notation.path) {
    compilePath(text)
  } else if (notation.body) {
    compileBody(value, notation.body)
    textsIn(value)
      .flatMap(expressionsIn)
      .forEach((source) => {
        checkExpression(source, notation.body!, known)
      })
  }
}

function checkExpression(source: string, place: Place, known: KnownFields) {
  compileExpression(source, place)
  const unknown = chainsIn(source, place)
    .map((chain: FieldChain) => unknownField(chain, known))
    .find((sentence) => sentence !== undefined)
  if (unknown) {
    throw new SyntaxError(`${unknown} in \`${source}\``)
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value]
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
