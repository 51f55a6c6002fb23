/** The palette's chroma at the step whose lightness is nearest to the middle (`resources/css/tokens.css`, step 600). */
const PALETTE_CHROMA = 0.105
const MOST_CHROMA = 1.5

export const COLOUR = /^#[0-9a-f]{6}$/

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

/**
 * What a brand's colour makes of the palette: its hue, and how strong it is. Lightness stays the palette's own, so that text keeps its contrast in
 * both themes whatever the colour: a yellow becomes a dark yellow under white text. Conversion after https://bottosson.github.io/posts/oklab/.
 */
export function paletteOf(colour: string): { hue: number; chroma: number } {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  )
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  const hue = (Math.atan2(b, a) * 180) / Math.PI
  const chroma = Math.min(Math.hypot(a, b) / PALETTE_CHROMA, MOST_CHROMA)
  return { hue: Math.round((hue + 360) % 360), chroma: Number(chroma.toFixed(2)) }
}
