export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif'

const ascii = (text: string) => Buffer.from(text, 'latin1')

/** What files of a type begin with. Drawings (SVG) are none of them: they are programs as well. */
const SIGNATURES: { type: ImageType; parts: { at: number; bytes: Buffer }[] }[] = [
  { type: 'image/png', parts: [{ at: 0, bytes: ascii('\x89PNG\r\n\x1a\n') }] },
  { type: 'image/jpeg', parts: [{ at: 0, bytes: ascii('\xff\xd8\xff') }] },
  { type: 'image/gif', parts: [{ at: 0, bytes: ascii('GIF8') }] },
  {
    type: 'image/webp',
    parts: [
      { at: 0, bytes: ascii('RIFF') },
      { at: 8, bytes: ascii('WEBP') },
    ],
  },
]

/** By what the file is, whatever it is called; null for everything that is no image. */
export function imageTypeOf(content: Buffer): ImageType | null {
  const found = SIGNATURES.find(({ parts }) =>
    parts.every(({ at, bytes }) => content.subarray(at, at + bytes.length).equals(bytes))
  )
  return found?.type ?? null
}
