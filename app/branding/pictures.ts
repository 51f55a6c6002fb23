import { createHash } from 'node:crypto'
import { cleanSvg, notAPicture } from './svg.js'

const MOST_BYTES = 256 * 1024

export interface Picture {
  mediaType: string
  bytes: Buffer
  /** Changes with the picture, so that a browser may keep it. */
  version: string
}

/** What a file is, by its first bytes and not by its name. */
const RASTERS: { mediaType: string; starts: (bytes: Buffer) => boolean }[] = [
  {
    mediaType: 'image/png',
    starts: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  },
  {
    mediaType: 'image/jpeg',
    starts: (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  },
  {
    mediaType: 'image/webp',
    starts: (bytes) =>
      bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
]

/** A picture that may be served to anybody; anything else is refused. */
export function readPicture(base64: string): Picture {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length === 0 || bytes.length > MOST_BYTES) {
    throw notAPicture()
  }
  const raster = RASTERS.find(({ starts }) => starts(bytes))
  return raster
    ? versioned(raster.mediaType, bytes)
    : versioned('image/svg+xml', Buffer.from(cleanSvg(textOf(bytes))))
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notAPicture()
  }
}

const versioned = (mediaType: string, bytes: Buffer): Picture => ({
  mediaType,
  bytes,
  version: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
})
