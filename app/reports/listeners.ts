import { contributions } from '#plugin_host'
import { problemsOfTemplate } from './templates/contributed.js'

contributions.checkedBy('reports', problemsOfTemplate)
