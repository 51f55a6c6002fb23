import ts from 'typescript'
import { Ajv } from 'ajv'
import type { Heard } from './tour.js'

/** Names of the library's types, by what the object says it is. */
const TYPES: Record<string, string> = {
  'billing.meter': 'Billing.Meter',
  'billing.meter_event': 'Billing.MeterEvent',
  'billing.meter_event_summary': 'Billing.MeterEventSummary',
  'billing_portal.session': 'BillingPortal.Session',
  'checkout.session': 'Checkout.Session',
  'coupon': 'Coupon',
  'credit_note': 'CreditNote',
  'customer': 'Customer',
  'customer_balance_transaction': 'CustomerBalanceTransaction',
  'invoice': 'Invoice',
  'price': 'Price',
  'product': 'Product',
  'subscription': 'Subscription',
  'subscription_schedule': 'SubscriptionSchedule',
  'tax_id': 'TaxId',
  'test_helpers.test_clock': 'TestHelpers.TestClock',
}

interface Answered {
  object: string
  deleted?: true
  data?: Answered[]
}

function typeOf({ object, deleted, data }: Answered): string {
  if (object === 'list') {
    return `Stripe.ApiList<${data!.length > 0 ? typeOf(data![0]) : 'never'}>`
  }
  const name = TYPES[object] ?? `NoTypeIsKnownFor_${object}`
  return `Stripe.${deleted ? `Deleted${name}` : name}`
}

/** What the library turns into objects of its own is text on the wire; values it does not name are not accepted. */
const PRELUDE = `import Stripe from 'stripe'
type Other = string & Record<never, never>
type IsOther<T> = (<G>() => G extends T ? 1 : 2) extends <G>() => G extends Other ? 1 : 2 ? true : false
type Wire<T> = T extends Stripe.Decimal ? string
  : T extends string ? (IsOther<T> extends true ? never : T)
  : T extends (infer E)[] ? Wire<E>[]
  : T extends object ? { [K in keyof T]: Wire<T[K]> } : T
`

/** Every place where an answer differs from the library's own types: too little, too much, or another value. */
export function againstTypes(heard: Heard[], path: string): string[] {
  const statements = heard.map(
    ({ body }, index) =>
      `export const answer${index}: Wire<${typeOf(body as Answered)}> = ${JSON.stringify(body)}\n`
  )
  const text = PRELUDE + statements.join('')
  const options = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ESNext },
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (name) => name === path || fileExists(name)
  host.getSourceFile = (name, ...rest) =>
    name === path
      ? ts.createSourceFile(name, text, options.target, true)
      : getSourceFile(name, ...rest)
  const program = ts.createProgram([path], options, host)
  const file = program.getSourceFile(path)!
  const skipped = PRELUDE.split('\n').length - 1
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ messageText, start }) => {
      const { line } = file.getLineAndCharacterOfPosition(start!)
      const reason = ts.flattenDiagnosticMessageText(messageText, ' ')
      return `${heard[line - skipped]?.name ?? 'the types'}: ${reason}`
    }
  )
}

interface ApiDocument {
  components: object
  paths: Record<string, Record<string, Operation>>
}

interface Operation {
  responses: Record<string, { content: Record<string, { schema: object }> }>
}

/** Every place where an answer differs from the published description of its call. */
export function againstDocument(heard: Heard[], document: ApiDocument): string[] {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ components: withNull(document.components) }, 'document')
  return heard.flatMap(({ name, body }) => {
    const schema = schemaOf(document, name)
    if (!schema) {
      return [`${name}: the document does not describe this call.`]
    }
    const validate = ajv.compile(withNull(schema))
    return validate(body) ? [] : [`${name}: ${ajv.errorsText(validate.errors)}`]
  })
}

function schemaOf({ paths }: ApiDocument, name: string): object | undefined {
  const [method, path] = name.split(' ')
  const shape = (known: string) => known.replaceAll(/\{[^}]+\}|:[a-zA-Z]+/g, '*')
  const found = Object.keys(paths).find((known) => shape(known) === shape(path)) ?? ''
  return paths[found]?.[method.toLowerCase()]?.responses['200'].content['application/json'].schema
}

/** OpenAPI 3.0 says `nullable` beside a reference, which JSON Schema does not know. */
function withNull<Kind>(schema: Kind): Kind {
  if (Array.isArray(schema)) {
    return schema.map(withNull) as Kind
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema
  }
  const { nullable, $ref, ...rest } = schema as { nullable?: unknown; $ref?: unknown }
  const plain = Object.fromEntries([
    ...Object.entries(rest).map(([name, value]) => [name, withNull(value)]),
    ...(typeof $ref === 'string' ? [['$ref', `document${$ref}`]] : []),
  ])
  return (nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain) as Kind
}
