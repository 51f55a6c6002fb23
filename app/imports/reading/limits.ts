/** What one file may be. Each limit ends in a sentence, never in a crash. */
export const MAX_FILE_BYTES = 1024 ** 3
export const MAX_UNPACKED_BYTES = 4 * 1024 ** 3
export const MAX_COLUMNS = 1_000
/** Deflate reaches about 1,030:1; honest tables stay below 60:1, so beyond this it is a bomb. */
export const MAX_EXPANSION = 250
/** Small files may expand as they like; the ratio counts from here on. */
export const EXPANSION_FREE_BYTES = 64 * 1024 ** 2
export const MAX_ARCHIVE_ENTRIES = 2_000
export const MAX_SHARED_STRING_BYTES = 192 * 1024 ** 2
/** What the findings are based on. */
export const SAMPLE_BYTES = 1024 ** 2
export const SAMPLE_ROWS = 5_000
export const SAMPLE_CELLS = 400_000
export const MAX_HEADER_SEARCH_ROWS = 1_000
export const MAX_MERGED_HEADER_ROWS = 30
/** How long a file is looked through before its import begins; the rest is judged while it lands. */
export const SURVEY_LIMIT_MS = 30_000
/** Different values that are remembered of all columns together, and of one. */
export const SURVEY_VALUES = 200_000
export const SURVEY_VALUES_OF_COLUMN = 10_000
/** Rows that may be totals; a file with more of them has a column where the word means something else. */
export const MOST_SUSPECTS = 2_000
