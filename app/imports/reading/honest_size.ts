import { FileFault } from './faults.js'
import { EXPANSION_FREE_BYTES, MAX_EXPANSION, MAX_UNPACKED_BYTES } from './limits.js'

/** Throws where the unpacked size no longer fits an honest table. */
export function assertHonest(unpackedBytes: number, storedBytes: number) {
  const isBomb = unpackedBytes > EXPANSION_FREE_BYTES && unpackedBytes > storedBytes * MAX_EXPANSION
  if (isBomb || unpackedBytes > MAX_UNPACKED_BYTES) {
    throw new FileFault(
      'E_FILE_BOMB',
      'The file expands to far more than its compressed size (possible compression bomb), so it was not processed. Upload it uncompressed.'
    )
  }
}
