import type { Signature } from '#kit'
import { compileHashed } from './hashed.js'
import { compileOAuth1a } from './oauth1a.js'
import { compileSigV4 } from './sigv4.js'
import { withSortedQuery, type Sign } from './signed_request.js'

/** Compiles a signature over method, address, body and clock. */
export function compileSignature(signature: Signature): Sign {
  const sign = compileKind(signature)
  return (request, signing) => sign(withSortedQuery(request), signing)
}

function compileKind(signature: Signature): Sign {
  switch (signature.kind) {
    case 'oauth1a':
      return compileOAuth1a(signature)
    case 'sigv4':
      return compileSigV4(signature)
    default:
      return compileHashed(signature)
  }
}
