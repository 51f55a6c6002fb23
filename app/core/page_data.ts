import edge from 'edge.js'

/** What HTML reads as markup inside a script element, and two line ends that older scripts cannot read in a string. */
const MARKUP = /[<>&\u2028\u2029]/g

/**
 * The props of a page as JSON that stays data inside HTML, whatever a name holds: a comment that opens with `<!--` and a
 * `<script>` in it would otherwise swallow the rest of the page. The tag of the Inertia adapter escapes the slash only.
 */
export function pageData(page: unknown): string {
  return JSON.stringify(page).replaceAll(
    MARKUP,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}

edge.global('pageData', pageData)
