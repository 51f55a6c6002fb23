const QUOTE = 34
const BACKSLASH = 92
const OPEN_LIST = 91
const CLOSE_LIST = 93
const OPEN = 123
const CLOSE = 125
const COLON = 58

interface Level {
  isList: boolean
  key: string
}

/** One element of a list of objects, as the text it was written as. */
export interface JsonElement {
  path: string
  text: string
}

/**
 * Cuts a JSON document of any size into the elements of its lists of objects, without holding the
 * document. Elements are not looked into: lists inside a record belong to the record.
 */
export class JsonScanner {
  private text = ''
  private at = 0
  private levels: Level[] = []
  private elementStart = -1
  private elementDepth = 0
  private key = ''
  private stringStart = -1

  /** True when every bracket is closed: the document is whole. */
  get isComplete() {
    return this.levels.length === 0 && this.elementStart === -1 && this.stringStart === -1
  }

  push(piece: string): JsonElement[] {
    this.forget()
    this.text += piece
    const found: JsonElement[] = []
    while (this.at < this.text.length) {
      const step = this.stringStart >= 0 ? this.finishString() : this.step(found)
      if (!step) {
        break
      }
    }
    return found
  }

  /** Drops the text before the element or string that is still open. */
  private forget() {
    const open = [this.elementStart, this.stringStart].filter((start) => start >= 0)
    const keepFrom = Math.min(this.at, ...open)
    this.text = this.text.slice(keepFrom)
    this.at -= keepFrom
    this.elementStart -= this.elementStart >= 0 ? keepFrom : 0
    this.stringStart -= this.stringStart >= 0 ? keepFrom : 0
  }

  private finishString(): boolean {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at)
      if (code === BACKSLASH) {
        if (this.at + 1 >= this.text.length) {
          return false
        }
        this.at += 2
        continue
      }
      this.at++
      if (code === QUOTE) {
        this.key =
          this.elementStart === -1 ? this.text.slice(this.stringStart + 1, this.at - 1) : ''
        this.stringStart = -1
        return true
      }
    }
    return false
  }

  private step(found: JsonElement[]): boolean {
    const code = this.text.charCodeAt(this.at)
    if (code === QUOTE) {
      this.stringStart = this.at
    } else if (code === OPEN || code === OPEN_LIST) {
      this.open(code === OPEN_LIST)
    } else if (code === CLOSE || code === CLOSE_LIST) {
      this.close(found)
    } else if (code === COLON && this.elementStart === -1) {
      this.levels.at(-1)!.key = this.key
    }
    this.at++
    return true
  }

  private open(isList: boolean) {
    if (this.elementStart >= 0) {
      this.elementDepth++
    } else if (!isList && this.levels.at(-1)?.isList) {
      this.elementStart = this.at
      this.elementDepth = 1
    } else {
      this.levels.push({ isList, key: '' })
    }
  }

  private close(found: JsonElement[]) {
    if (this.elementStart === -1) {
      this.levels.pop()
      return
    }
    this.elementDepth--
    if (this.elementDepth === 0) {
      const text = this.text.slice(this.elementStart, this.at + 1)
      const path = this.levels.filter((level) => !level.isList).map((level) => level.key)
      found.push({ path: path.join('.'), text })
      this.elementStart = -1
    }
  }
}
