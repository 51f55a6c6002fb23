/** The list of every context's listeners: news that travels upward. */
import '#audit/listeners'
