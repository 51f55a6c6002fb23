import type { SandboxPaging } from '#kit'
import type { Scope } from './scope.js'

/** A page file ready to be filled. */
export interface CompiledPage {
  /** The row as it stands in the file, or the page where it is about one record; what filters and `fields` look into. */
  row: unknown
  /** One record as the vendor writes it, for each list of the page; several where the file has several kinds of row. */
  renderRow: (scope: Scope) => unknown[][]
  /** The page with the rows of each list. */
  render: (scope: Scope, lists: unknown[][]) => unknown
  /** Whether the answer itself says that there is more. */
  announces: boolean
  /** Content type of a text page. */
  type?: string
  /** Where faults find the rows and the way on. */
  paging?: SandboxPaging
}
