/** What a chart is drawn with: the theme's colours as they are at this moment. */
export type Brush = {
  /** The value of a variable of the theme. */
  ink: (variable: string) => string
  /** The colour in stripes, for what is not complete yet: a pattern, which the library takes where it takes a colour. */
  hatched: (color: string) => string
}

/** A transparent tint of a colour, whichever way the theme writes it. */
export function faded(color: string, percent: number): string {
  return `color-mix(in srgb, ${color} ${percent}%, transparent)`
}
