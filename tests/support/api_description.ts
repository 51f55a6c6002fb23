import { Ajv2020 } from 'ajv/dist/2020.js'
import { openApiDocument } from '#api'

const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema({ $id: 'api', ...openApiDocument() })

/** What is wrong with an answer, held against a schema of the published description; empty when nothing is. */
export function faultsAgainst(schema: string, answer: unknown) {
  const validate = ajv.getSchema(`api#/components/schemas/${schema}`)!
  validate(answer)
  return validate.errors ?? []
}
