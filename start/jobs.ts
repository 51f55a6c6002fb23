import { purgeDeletedDashboardsJob } from '#dashboards/jobs/purge_deleted_job'
import type { JobDefinition } from '#foundation/jobs'
import { sendPasswordResetJob } from '#identity/jobs/send_password_reset_job'
import { expireLostImportsJob } from '#imports/jobs/expire_lost_imports'
import { runImportJob } from '#imports/jobs/run_import'
import { sweepUploadsJob } from '#imports/jobs/sweep_uploads'
import { undoImportJob } from '#imports/jobs/undo_import'
import { sendInvitationJob } from '#organizations/jobs/send_invitation_job'
import { syncJobs } from '#sync/jobs/index'

/** The list of every context's jobs: each runs on a queue of its own name. */
export const jobs: JobDefinition[] = [
  sendPasswordResetJob,
  sendInvitationJob,
  ...syncJobs,
  runImportJob,
  undoImportJob,
  sweepUploadsJob,
  expireLostImportsJob,
  purgeDeletedDashboardsJob,
]
