import {
  Kind,
  parse,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { WireGraphQLField } from '#kit'
import { fill, type Answering, type Filled } from './answer.js'
import type { CompiledEndpoint } from './endpoints.js'
import type { Asked } from './asked.js'
import { readFlat } from './parameters.js'
import { WireProblem } from './problem.js'

type Row = Record<string, unknown>

interface Query {
  document: DocumentNode
  variables: Row
}

/**
 * The answer to a GraphQL request: each root field filled from its page, cut down to what was selected. The page is the
 * type: a field that it does not have is refused, as the vendor's schema would.
 */
export function answerGraphQL({ definition, graphql }: CompiledEndpoint, scene: Answering): Filled {
  const query = readQuery(scene.asked)
  const data: Row = {}
  for (const field of rootFields(query)) {
    const name = field.name.value
    const source = definition.graphql?.[name]
    if (!source) {
      throw unknownField(name, 'Query')
    }
    const asked = withArguments(field, { source, query, asked: scene.asked })
    const filled = fill({ ...scene, source, asked, page: graphql.get(name)! })
    data[field.alias?.value ?? name] = select(filled.body, field.selectionSet, {
      type: name,
      query,
    })
  }
  const around = Object.assign(Object.create(scene.scope) as Row, { data })
  const page = scene.page.render(around, []) as Row
  return { body: { data, ...page }, scope: scene.scope }
}

function readQuery({ body }: Asked): Query {
  const { query, variables } = (body ?? {}) as { query?: unknown; variables?: Row }
  if (typeof query !== 'string') {
    throw new WireProblem('missingParameter', 'query', "'query' is missing")
  }
  try {
    return { document: parse(query), variables: variables ?? {} }
  } catch (error) {
    throw new WireProblem('badBody', 'query', (error as Error).message)
  }
}

function rootFields({ document }: Query): FieldNode[] {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  const selections =
    operation && 'selectionSet' in operation ? operation.selectionSet?.selections : []
  return (selections ?? []).filter((each): each is FieldNode => each.kind === Kind.FIELD)
}

interface Asking {
  source: WireGraphQLField
  query: Query
  asked: Asked
}

function withArguments(field: FieldNode, { source, query, asked }: Asking): Asked {
  const own: Asked = { ...asked, arguments: {}, filters: [] }
  own.arguments = readFlat(argumentsOf(field, query), source.arguments ?? {}, own)
  return own
}

const argumentsOf = ({ arguments: given = [] }: FieldNode, { variables }: Query): Row =>
  Object.fromEntries(
    given
      .map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)])
      .filter(([, value]) => value !== undefined && value !== null)
  )

interface Selecting {
  type: string
  query: Query
}

/** Keeps what was selected, in lists and in objects. */
function select(
  value: unknown,
  selection: SelectionSetNode | undefined,
  context: Selecting
): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => select(each, selection, context))
  }
  const isObject = value !== null && typeof value === 'object'
  return selection && isObject ? selectFields(value as Row, selection, context) : value
}

function selectFields(value: Row, selection: SelectionSetNode, { type, query }: Selecting): Row {
  const kept: Row = {}
  for (const field of fieldsIn(selection, query)) {
    const name = field.name.value
    if (!(name in value)) {
      throw unknownField(name, type)
    }
    const inner = { type: name, query }
    kept[field.alias?.value ?? name] = select(value[name], field.selectionSet, inner)
  }
  return kept
}

/** The fields of a selection, with those of its fragments. */
function fieldsIn({ selections }: SelectionSetNode, query: Query): FieldNode[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) {
      return [each]
    }
    const selection =
      each.kind === Kind.INLINE_FRAGMENT
        ? each.selectionSet
        : fragmentOf(each.name.value, query).selectionSet
    return fieldsIn(selection, query)
  })
}

function fragmentOf(name: string, { document }: Query): FragmentDefinitionNode {
  const found = document.definitions.find(
    (each): each is FragmentDefinitionNode =>
      each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name
  )
  if (!found) {
    throw new WireProblem('badBody', name, `there is no fragment '${name}'`)
  }
  return found
}

const unknownField = (name: string, type: string) =>
  new WireProblem('unknownField', name, `Field '${name}' doesn't exist on type '${type}'`)
