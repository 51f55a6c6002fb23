import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { Refusal } from '#foundation'

/** Shapes, text and paint; nothing that runs, links, animates or loads. */
const ELEMENTS = new Set(
  `svg g defs title desc path rect circle ellipse line polyline polygon text tspan linearGradient
  radialGradient stop clipPath mask symbol use pattern`.split(/\s+/)
)
const ATTRIBUTES = new Set(
  `xmlns viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform id class fill
  fill-rule fill-opacity clip-rule clip-path mask stroke stroke-width stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity opacity offset stop-color
  stop-opacity gradientUnits gradientTransform spreadMethod patternUnits patternTransform maskUnits
  clipPathUnits preserveAspectRatio font-family font-size font-weight text-anchor letter-spacing href
  xlink:href xmlns:xlink version role aria-label`.split(/\s+/)
)
const LINKS = new Set(['href', 'xlink:href'])
/** Within the picture itself: a gradient, a clip path, a symbol. */
const OWN_PART = /^#[\w-]+$/
const FOREIGN_PAINT = /url\s*\(\s*(?!["']?#)|javascript:|data:|expression|@import/i
const MOST_ELEMENTS = 5_000

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const isKept = (name: string, value: string) =>
  ATTRIBUTES.has(name) &&
  !FOREIGN_PAINT.test(value) &&
  (!LINKS.has(name) || OWN_PART.test(value.trim()))

/**
 * The picture again, written from what is allowed: elements and attributes that are not on the lists are left out with everything in
 * them, so there is nothing to recognise as evil. Entities are not read: a document with a type declaration is refused.
 */
export function cleanSvg(source: string): string {
  const parser = new SaxesParser()
  const writer = new Writer()
  parser.on('error', () => {
    throw notAPicture()
  })
  parser.on('doctype', () => {
    throw notAPicture()
  })
  parser.on('opentag', (tag) => writer.open(tag))
  parser.on('text', (text) => writer.text(text))
  parser.on('closetag', (tag) => writer.close(tag))
  parser.write(source).close()
  return writer.result()
}

class Writer {
  #out = ''
  #count = 0
  /** How many elements deep we are in one that is left out. */
  #skipped = 0

  open({ name, attributes }: SaxesTagPlain) {
    this.#count += 1
    const isFirst = this.#count === 1
    if (this.#count > MOST_ELEMENTS || (isFirst && name !== 'svg')) {
      throw notAPicture()
    }
    if (this.#skipped > 0 || !ELEMENTS.has(name)) {
      this.#skipped += 1
      return
    }
    const kept = Object.entries(attributes)
      .filter(([attribute, value]) => isKept(attribute, value))
      .map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`)
    this.#out += `<${name}${kept.join('')}>`
  }

  text(text: string) {
    if (this.#skipped === 0) {
      this.#out += escaped(text)
    }
  }

  close({ name }: SaxesTagPlain) {
    if (this.#skipped > 0) {
      this.#skipped -= 1
      return
    }
    this.#out += `</${name}>`
  }

  result(): string {
    if (this.#count === 0) {
      throw notAPicture()
    }
    return this.#out.trim()
  }
}

export function notAPicture() {
  return new Refusal({
    code: 'E_NOT_A_PICTURE',
    status: 422,
    message:
      'This file is no picture that can be shown. Use SVG, PNG, JPEG or WebP, 256 KB at most.',
  })
}
