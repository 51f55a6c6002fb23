import { formulaRefusal, type Expression, type Operator } from './expression.js'

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|\[([^\]]+)\]|([A-Za-z_][A-Za-z0-9_]*)|([-+*/()]))/y
/** Deeper formulas are a mistake or an attack on the stack. */
const MAX_LENGTH = 500

type Token = { kind: 'number' | 'metric' | 'word' | 'symbol'; text: string; at: number }

/**
 * Reads a formula: metric ids, numbers, `+ - * /`, brackets and `percent(…)`. An id with other
 * characters than letters, digits and `_` stands in square brackets: `[my-sheet:Net sales] / orders`.
 */
export function parseExpression(source: string, inBrackets: string[] = []): Expression {
  if (source.length > MAX_LENGTH) {
    throw refuse(
      `A formula has at most ${MAX_LENGTH} characters; this one has ${source.length}.`,
      source
    )
  }
  refuseUnbracketed(source, inBrackets)
  const parser = new Parser(tokensOf(source), source)
  return parser.all()
}

/** `cafe-footfall:visitors` would be read as a subtraction and then as nothing. */
function refuseUnbracketed(source: string, ids: string[]) {
  const outside = source.replaceAll(/\[[^\]]*\]/g, ' ')
  const bare = ids.filter((id) => outside.includes(id)).sort((a, b) => b.length - a.length)[0]
  if (bare) {
    throw refuse(
      `The id ${bare} has other characters than letters, digits and "_", so it stands in square brackets: [${bare}].`,
      source
    )
  }
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  const text = source.trimEnd()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (!match) {
      throw refuse(
        `The formula cannot be read from "${text.slice(at).trim()}" on. Ids with other characters than letters, digits and "_" stand in square brackets, like [my-sheet:Net sales].`,
        source
      )
    }
    tokens.push({ ...tokenOf(match), at })
  }
  return tokens
}

function tokenOf([, number, bracketed, word, symbol]: RegExpExecArray): Omit<Token, 'at'> {
  if (number !== undefined) {
    return { kind: 'number', text: number }
  }
  if (bracketed !== undefined) {
    return { kind: 'metric', text: bracketed }
  }
  return word === undefined ? { kind: 'symbol', text: symbol } : { kind: 'word', text: word }
}

class Parser {
  private position = 0

  constructor(
    private readonly tokens: Token[],
    private readonly source: string
  ) {}

  all(): Expression {
    const expression = this.sum()
    const rest = this.tokens[this.position]
    if (rest) {
      throw refuse(`The formula should end before "${rest.text}".`, this.source)
    }
    return expression
  }

  private sum(): Expression {
    return this.chain(['+', '-'], () => this.product())
  }

  private product(): Expression {
    return this.chain(['*', '/'], () => this.operand())
  }

  private chain(operators: Operator[], next: () => Expression): Expression {
    let left = next()
    for (;;) {
      const operator = operators.find((candidate) => this.take(candidate))
      if (!operator) {
        return left
      }
      left = { kind: 'binary', operator, left, right: next() }
    }
  }

  private operand(): Expression {
    const token = this.tokens[this.position++]
    switch (token?.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) }
      case 'metric':
        return { kind: 'metric', id: token.text }
      case 'word':
        return this.word(token)
      default:
        return this.symbol(token)
    }
  }

  private word(token: Token): Expression {
    if (token.text === 'percent' && this.take('(')) {
      return { kind: 'percent', operand: this.closed() }
    }
    return { kind: 'metric', id: token.text }
  }

  private symbol(token: Token | undefined): Expression {
    if (token?.text === '(') {
      return this.closed()
    }
    if (token?.text === '-') {
      return { kind: 'negative', operand: this.operand() }
    }
    throw refuse(
      token
        ? `The formula has "${token.text}" where a metric or a number should stand.`
        : 'The formula ends where a metric or a number should stand.',
      this.source
    )
  }

  private closed(): Expression {
    const inner = this.sum()
    if (!this.take(')')) {
      throw refuse('A bracket of the formula is not closed.', this.source)
    }
    return inner
  }

  private take(symbol: string): boolean {
    const token = this.tokens[this.position]
    const isIt = token?.kind === 'symbol' && token.text === symbol
    this.position += isIt ? 1 : 0
    return isIt
  }
}

function refuse(message: string, formula: string) {
  return formulaRefusal('E_FORMULA_SYNTAX', `${message} Write it like "revenue - spend".`, {
    formula,
  })
}
