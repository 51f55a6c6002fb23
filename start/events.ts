/** The list of every context's listeners: news that travels upward. */
import '#audit/listeners'
import '#billing/listeners'
import '#connections/source_places'
import '#sync/listeners'
