/** What a brand shows. Stands here, without models, because the browser reads it too. */
export interface ShownBrand {
  name: string
  /** Angle in OKLCH; every step of the palette keeps its lightness, and so its contrast. */
  hue: number
  /** Share of the palette's own chroma; 0 is grey. */
  chroma: number
  helpUrl: string | null
  /** Address of the picture on the brand's host, or null. */
  logo: string | null
}
