import type { Call, Http, Page } from '#kit'
import { compileAnswer } from '#shared/expressions/answer'
import { MappingFault } from '#shared/expressions/functions'
import { compilePager } from '../page/paging.js'
import { compileCall } from './compile_call.js'
import { decode } from '../decode/decode.js'
import type { CompiledList } from './calls.js'

const UNPAGED: Page = { by: 'none' }

export interface ListDefinition extends Call {
  records: string
  absent?: 'fail' | 'empty'
  page?: Page
}

/** Compiles a call that answers a list. */
export function compileList(definition: ListDefinition, http: Http): CompiledList {
  const read = compileAnswer(definition.records, 'listed')
  const isEmptyAllowed = definition.absent === 'empty'
  const call = compileCall(definition, http)
  return {
    ...call,
    decode: (bytes) => decode({ status: 200, headers: {}, bytes }, call.format),
    pager: compilePager(definition.page ?? http.page ?? UNPAGED),
    records: (answer, settings, window) =>
      answer.status === 204
        ? []
        : recordsIn(
            quietly(() => read(answer, settings, window)),
            isEmptyAllowed && mayLackList(answer.body)
          ),
  }
}

/** A vendor leaves the list out of the object that it documents; another kind of answer is not an empty one. */
const mayLackList = (body: unknown) =>
  body === null || body === undefined || (typeof body === 'object' && !Array.isArray(body))

/** A list, or one object. Nothing at that place is a list without records only where the manifest says so. */
function recordsIn(found: unknown, isEmptyAllowed: boolean): unknown[] | undefined {
  if (Array.isArray(found)) {
    return found
  }
  if (found === null || found === undefined) {
    return isEmptyAllowed ? [] : undefined
  }
  return typeof found === 'object' ? [found] : undefined
}

/** An expression that does not fit the answer finds no records in it. */
function quietly(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof MappingFault) {
      return undefined
    }
    throw error
  }
}
