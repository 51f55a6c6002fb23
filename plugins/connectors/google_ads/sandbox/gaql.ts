import { queryError } from './errors.js'

/**
 * The Google Ads Query Language, as far as its published grammar goes:
 * https://developers.google.com/google-ads/api/docs/query/grammar
 */
export interface Condition {
  field: string
  operator: string
  values: string[]
}

export interface Query {
  select: string[]
  from: string
  where: Condition[]
  orderBy: { field: string; isDescending: boolean }[]
  limit?: number
}

interface Token {
  kind: 'word' | 'text' | 'number' | 'symbol'
  value: string
}

const TOKEN =
  /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?)|(<=|>=|!=|=|<|>|\(|\)|,))/y

export function parseQuery(text: string): Query {
  return new Parser(tokenize(text)).query()
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const source = text.trim()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(source)
    if (!match) {
      throw queryError('UNEXPECTED_INPUT', `Error in query: unexpected input ${source[at]}.`)
    }
    tokens.push(toToken(match))
  }
  return tokens
}

function toToken([, single, double, word, number, symbol]: RegExpExecArray): Token {
  if (word !== undefined) {
    return { kind: 'word', value: word }
  }
  if (number !== undefined) {
    return { kind: 'number', value: number }
  }
  return symbol !== undefined
    ? { kind: 'symbol', value: symbol }
    : { kind: 'text', value: (single ?? double).replaceAll(/\\(.)/g, '$1') }
}

class Parser {
  #position = 0
  constructor(readonly tokens: Token[]) {}

  query(): Query {
    this.#keyword('SELECT', 'EXPECTED_SELECT')
    const select = this.#list(() => this.#field())
    this.#keyword('FROM', 'EXPECTED_FROM')
    const from = this.#field()
    const query: Query = { select, from, where: [], orderBy: [] }
    if (this.#takes('WHERE')) {
      query.where = this.#conditions()
    }
    if (this.#takes('ORDER')) {
      this.#keyword('BY', 'EXPECTED_BY')
      query.orderBy = this.#list(() => this.#ordering())
    }
    if (this.#takes('LIMIT')) {
      query.limit = this.#limit()
    }
    if (this.#takes('PARAMETERS')) {
      this.#position = this.tokens.length
    }
    this.#end()
    return query
  }

  #conditions(): Condition[] {
    const conditions = [this.#condition()]
    while (this.#takes('AND')) {
      conditions.push(this.#condition())
    }
    return conditions
  }

  #condition(): Condition {
    const field = this.#field()
    const operator = this.#operator()
    if (operator === 'BETWEEN') {
      const low = this.#value()
      this.#keyword('AND', 'EXPECTED_AND')
      return { field, operator, values: [low, this.#value()] }
    }
    if (operator.endsWith('NULL')) {
      return { field, operator, values: [] }
    }
    if (this.#takes('(')) {
      const values = this.#list(() => this.#value())
      this.#keyword(')', 'EXPECTED_LIST')
      return { field, operator, values }
    }
    return { field, operator, values: [this.#value()] }
  }

  #operator(): string {
    const { value } = this.#next()
    const name = value.toUpperCase()
    if (name === 'NOT' || name === 'IS') {
      const second = this.#next().value.toUpperCase()
      const third = name === 'IS' && second === 'NOT' ? ` ${this.#next().value.toUpperCase()}` : ''
      return `${name} ${second}${third}`
    }
    return name
  }

  #ordering() {
    const field = this.#field()
    const isDescending = this.#takes('DESC')
    if (!isDescending) {
      this.#takes('ASC')
    }
    return { field, isDescending }
  }

  #limit(): number {
    const { kind, value } = this.#next()
    if (kind !== 'number' || Number(value) < 1) {
      throw queryError('BAD_LIMIT_VALUE', `Error in query: bad limit value ${value}.`)
    }
    return Number(value)
  }

  #list<Value>(read: () => Value): Value[] {
    const values = [read()]
    while (this.#takes(',')) {
      values.push(read())
    }
    return values
  }

  #field(): string {
    const { kind, value } = this.#next()
    if (kind !== 'word') {
      throw queryError('BAD_FIELD_NAME', `Error in query: unexpected input ${value}.`)
    }
    return value.toLowerCase()
  }

  #value(): string {
    const { kind, value } = this.#next()
    if (kind === 'symbol') {
      throw queryError('BAD_VALUE', `Error in query: unexpected input ${value}.`)
    }
    return value
  }

  #next(): Token {
    const token = this.tokens[this.#position++]
    if (!token) {
      throw queryError('UNEXPECTED_END_OF_QUERY', 'Error in query: unexpected end of query.')
    }
    return token
  }

  #takes(name: string): boolean {
    const token = this.tokens[this.#position]
    const isHere =
      token !== undefined && token.kind !== 'text' && token.value.toUpperCase() === name
    this.#position += isHere ? 1 : 0
    return isHere
  }

  #keyword(name: string, code: string) {
    if (!this.#takes(name)) {
      const found = this.tokens[this.#position]?.value ?? 'end of query'
      throw queryError(code, `Error in query: expected ${name}, found ${found}.`)
    }
  }

  #end() {
    const rest = this.tokens[this.#position]
    if (rest) {
      throw queryError('UNEXPECTED_INPUT', `Error in query: unexpected input ${rest.value}.`)
    }
  }
}
