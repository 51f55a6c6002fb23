import type { IncomingMessage } from 'node:http'
import { Refusal } from '#foundation'
import { imageTypeOf, type ImageType } from '#dashboards/images/image_type'

export const MOST_BYTES = 2 * 1024 * 1024

export interface ReceivedImage {
  content: Buffer
  type: ImageType
}

/** Reads a image that is the body of a request, and no further than it may be long. */
export async function receiveImage(body: IncomingMessage): Promise<ReceivedImage> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    bytes += part.length
    // Read to its end: a browser that is still sending never reads why, it only sees the connection cut.
    if (bytes <= MOST_BYTES) {
      parts.push(part)
    }
  }
  if (bytes > MOST_BYTES) {
    throw refusal('it is larger than 2 MB', 413)
  }
  const content = Buffer.concat(parts)
  const type = imageTypeOf(content)
  if (!type) {
    throw noImage()
  }
  return { content, type }
}

export const noImage = () => refusal('it is no PNG, JPEG, WebP or GIF', 422)

function refusal(reason: string, status: number) {
  return new Refusal({
    code: 'E_IMAGE',
    status,
    message: `The file was not kept: ${reason}. Choose a image of one of these kinds, at most 2 MB.`,
  })
}
